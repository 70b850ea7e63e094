using KerasPS.Metrics;

namespace KerasPS;

/// <summary>
/// Ends training when a value has not improved for some epochs, is good enough, or has diverged, and can restore the weights of the best epoch.
/// </summary>
/// <remarks>
/// <para>Training ends after the epoch in which no improvement was seen for <see cref="Patience"/> epochs; 0 and 1 both mean the first
/// epoch without improvement. The first epoch never ends it, nor does one that improves.</para>
/// <para>With a baseline, epochs are counted until a value is better than the baseline, improving ones too.</para>
/// <para>Best weights are restored however the training ended: this callback, another one, the last epoch, a NaN, an interruption
/// or an error. The optimizer's state is not, as in Keras. With the monitor <c>loss</c>, the mean over an epoch belongs to weights from
/// all through it, but those of its end are kept.</para>
/// <para>Differs from Keras: a NaN is never the best value, since no later value would improve on it; an unknown monitor is an error before
/// epoch 1, since training would otherwise never be stopped early; the best weights are restored after an error or interruption too, which Keras does not do.</para>
/// <para>Not in Keras: a patience of null keeps the best weights and never ends the training for lack of improvement; the thresholds and the check for
/// finite values end it at once, in the first epoch too, but not before startFromEpoch.</para>
/// </remarks>
/// <example>
/// <code>
/// New-EarlyStopping -Patience 5 -RestoreBestWeights -CheckFinite -DivergenceThreshold 100
/// </code>
/// Ends a training after five epochs without improvement, and at once where the loss on the validation data is NaN or above 100; the best weights are restored.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// $keepBest = New-EarlyStopping val_loss -Patience $null -RestoreBestWeights
/// Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy -ValidationSplit 0.2 -Epoch 5 -Callback $keepBest
/// $model.History.WeightsFromEpoch
/// </code>
/// All epochs are trained, and the model has the weights of the best one.
/// </example>
public sealed class EarlyStopping : MonitorCallback
{
    private WeightSnapshot? bestWeights;

    /// <summary>Why this callback ended the training, in words; null where it did not.</summary>
    private string? verdict;

    /// <summary>Creates the callback.</summary>
    /// <param name="monitor">The value to watch.</param>
    /// <param name="minDelta">A smaller change is no improvement; its sign is ignored.</param>
    /// <param name="patience">The number of epochs without improvement to wait for; null for all of them: only the best weights are kept.</param>
    /// <param name="mode">Which values are better; <c>Auto</c> asks the metric.</param>
    /// <param name="baseline">A value that must be beaten before each improvement resets the patience; null for none.</param>
    /// <param name="restoreBestWeights">Whether the weights of the best epoch are restored at the end.</param>
    /// <param name="startFromEpoch">The 0-based epoch from which on values count: the epochs before are a warm-up.</param>
    /// <param name="stoppingThreshold">Training ends as soon as the value is at least this good; null for never.</param>
    /// <param name="divergenceThreshold">Training ends as soon as the value is worse than this; null for never.</param>
    /// <param name="checkFinite">Whether training ends as soon as the value is NaN or infinite.</param>
    /// <exception cref="KerasException">patience or startFromEpoch is below 0, or nothing is left to do.</exception>
    public EarlyStopping(
        string monitor = "val_loss",
        double minDelta = 0,
        int? patience = 0,
        MonitorMode mode = MonitorMode.Auto,
        double? baseline = null,
        bool restoreBestWeights = false,
        int startFromEpoch = 0,
        double? stoppingThreshold = null,
        double? divergenceThreshold = null,
        bool checkFinite = false)
        : base(monitor, mode, minDelta)
    {
        Patience = patience is { } epochs ? Require.NotNegative(epochs, nameof(EarlyStopping), nameof(patience)) : null;
        Baseline = baseline;
        RestoreBestWeights = restoreBestWeights;
        StartFromEpoch = Require.NotNegative(startFromEpoch, nameof(EarlyStopping), nameof(startFromEpoch));
        StoppingThreshold = stoppingThreshold;
        DivergenceThreshold = divergenceThreshold;
        CheckFinite = checkFinite;
        if (patience is null && !restoreBestWeights && stoppingThreshold is null && divergenceThreshold is null && !checkFinite)
            throw Refused("without a patience, thresholds and a check for finite values it never ends a training, so it needs restore_best_weights.", this);
    }

    /// <summary>The number of epochs without improvement to wait for; null for all of them.</summary>
    public int? Patience { get; }

    /// <summary>A value that must be beaten before each improvement resets the patience; null for none.</summary>
    public double? Baseline { get; }

    /// <summary>Whether the weights of the best epoch are restored at the end.</summary>
    public bool RestoreBestWeights { get; }

    /// <summary>The 0-based epoch from which on values count.</summary>
    public int StartFromEpoch { get; }

    /// <summary>Training ends as soon as the value is at least this good; null for never.</summary>
    public double? StoppingThreshold { get; }

    /// <summary>Training ends as soon as the value is worse than this; null for never.</summary>
    public double? DivergenceThreshold { get; }

    /// <summary>Whether training ends as soon as the value is NaN or infinite.</summary>
    public bool CheckFinite { get; }

    /// <summary>The number of epochs waited so far.</summary>
    public int Wait { get; private set; }

    /// <summary>The 0-based epoch with the best value, as in Keras; <c>History.BestEpoch</c> counts from 1.</summary>
    public int BestEpoch => Math.Max(0, Score.Epoch - 1);

    /// <inheritdoc/>
    internal override BestScore OwnScore => Score;

    /// <summary>The 0-based epoch after which this callback ended the training; 0 where it did not.</summary>
    public int StoppedEpoch { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="KerasException">What <see cref="MonitorCallback.Validate"/> throws; <c>InvalidValue</c> where the thresholds contradict each other.</exception>
    public override void Validate(TrainingPlan plan)
    {
        base.Validate(plan);
        if (StoppingThreshold is { } good && DivergenceThreshold is { } bad && IsBetter(bad, good))
            throw Refused(FormattableString.Invariant($"every value of '{Monitor}' is as good as stopping_threshold {good} or worse than divergence_threshold {bad}, so that it would end every training at once."), bad);
        if (StartFromEpoch >= plan.Epochs)
            Output.Warning($"EarlyStopping: start_from_epoch {StartFromEpoch} is not below the {plan.Epochs} epochs, so it never acts.");
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs)
    {
        verdict = null;
        Wait = 0;
        StoppedEpoch = 0;
        Score.Reset();
        Keep(null);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (!TryGetMonitored(logs, out double current) || epoch < StartFromEpoch)
            return;
        if (RestoreBestWeights && bestWeights is null)
        {
            Keep(new WeightSnapshot(Model));
            Score.Epoch = epoch + 1;
        }

        Wait++;
        if (Score.Add(epoch + 1, current, Direction, MinDelta))
        {
            if (RestoreBestWeights)
                Keep(new WeightSnapshot(Model));
            if (Baseline is null || IsImprovement(current, Baseline))
                Wait = 0;
        }
        else if (Wait >= Patience && epoch > 0)
        {
            Stop(StopReason.EarlyStopping, epoch, Describe());
        }

        if (CheckFinite && !double.IsFinite(current))
            Stop(StopReason.NaN, epoch, FormattableString.Invariant($"{Monitor} became {current} in epoch {epoch + 1}."));
        else if (DivergenceThreshold is { } bad && IsBetter(bad, current))
            Stop(StopReason.EarlyStopping, epoch, FormattableString.Invariant($"{Monitor} became {current:G6} in epoch {epoch + 1}, worse than the threshold {bad}."));
        else if (StoppingThreshold is { } good && !double.IsNaN(current) && !IsBetter(good, current))
            Stop(StopReason.EarlyStopping, epoch, FormattableString.Invariant($"{Monitor} reached {current:G6} in epoch {epoch + 1}, as good as the threshold {good}."));
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        if (verdict is not null)
            Output.Verbose($"Epoch {StoppedEpoch + 1}: early stopping; {verdict}");
        if (bestWeights is null)
            return;
        bestWeights.Restore(Model);
        Keep(null);
        if (Model.History is not null)
            Model.History.WeightsFromEpoch = Score.Epoch;
        Output.Verbose($"The model has the weights of epoch {Score.Epoch}, the best one.");
    }

    /// <summary>The counters, the best value, and the best weights as one list of numbers if they are to be restored.</summary>
    public override IReadOnlyDictionary<string, object?> GetState() => new Dictionary<string, object?>(base.GetState())
    {
        ["wait"] = Wait,
        ["stopped_epoch"] = StoppedEpoch,
        ["verdict"] = verdict,
        ["best_weights"] = bestWeights?.ToArray(),
    };

    /// <summary>Restores what <see cref="GetState"/> returned; to be called after <see cref="OnTrainBegin"/>, which resets everything.</summary>
    /// <param name="state">The state.</param>
    public override void SetState(IReadOnlyDictionary<string, object?> state)
    {
        base.SetState(state);
        Wait = state.Count("wait");
        StoppedEpoch = state.Count("stopped_epoch");
        verdict = state.GetValueOrDefault("verdict") as string;
        Keep(state.Numbers("best_weights") is { } weights ? new WeightSnapshot(Model, weights) : null);
    }

    private static KerasException Refused(string problem, object target) => KerasException.InvalidValue(nameof(EarlyStopping), problem, target);

    private void Stop(StopReason reason, int epoch, string message)
    {
        if (verdict is not null)
            return;
        (verdict, StoppedEpoch) = (message, epoch);
        Model.Session.RequestStop(reason, message);
    }

    private void Keep(WeightSnapshot? weights)
    {
        bestWeights?.Dispose();
        bestWeights = weights;
    }

    private string Describe()
    {
        string since = $"{Monitor} has not improved for {Wait} epoch{(Wait == 1 ? "" : "s")}";
        return Best is { } best ? FormattableString.Invariant($"{since}; its best value is {best:G6}, of epoch {Score.Epoch}.") : $"{since}.";
    }
}
