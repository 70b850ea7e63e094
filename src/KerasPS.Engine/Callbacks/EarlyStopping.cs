namespace KerasPS;

/// <summary>
/// Ends training when a value has not improved for some epochs, and can put back the weights of the best epoch.
/// </summary>
/// <remarks>
/// <para>Training ends after the epoch in which no improvement was seen for <see cref="Patience"/> epochs; 0 and 1 both mean the first
/// epoch without improvement. The first epoch never ends it, nor does one that improves.</para>
/// <para>With a baseline, epochs go on being counted until a value is better than the baseline, improving ones too.</para>
/// <para>Best weights are put back whatever ended the training: this callback, another one, the last epoch, a NaN, an interruption
/// or an error. The optimizer's state is not, as in Keras. With the monitor <c>loss</c>, the mean over an epoch belongs to weights from
/// all through it, but those of its end are kept.</para>
/// </remarks>
public sealed class EarlyStopping : MonitorCallback
{
    private WeightSnapshot? bestWeights;

    /// <summary>Creates the callback.</summary>
    /// <param name="monitor">The value to watch.</param>
    /// <param name="minDelta">A smaller change is no improvement; its sign is ignored.</param>
    /// <param name="patience">The number of epochs without improvement to wait for.</param>
    /// <param name="mode">Which values are better; <c>Auto</c> asks the metric.</param>
    /// <param name="baseline">A value that must be beaten before waiting starts anew with each improvement; null for none.</param>
    /// <param name="restoreBestWeights">Whether the model gets the weights of the best epoch at the end.</param>
    /// <param name="startFromEpoch">The 0-based epoch from which on values count: so many epochs are a warm-up.</param>
    /// <exception cref="KerasException">patience or startFromEpoch is below 0.</exception>
    public EarlyStopping(
        string monitor = "val_loss",
        double minDelta = 0,
        int patience = 0,
        MonitorMode mode = MonitorMode.Auto,
        double? baseline = null,
        bool restoreBestWeights = false,
        int startFromEpoch = 0)
        : base(monitor, mode, minDelta)
    {
        Patience = Require.NotNegative(patience, nameof(EarlyStopping), nameof(patience));
        Baseline = baseline;
        RestoreBestWeights = restoreBestWeights;
        StartFromEpoch = Require.NotNegative(startFromEpoch, nameof(EarlyStopping), nameof(startFromEpoch));
    }

    /// <summary>The number of epochs without improvement to wait for.</summary>
    public int Patience { get; }

    /// <summary>A value that must be beaten before waiting starts anew with each improvement; null for none.</summary>
    public double? Baseline { get; }

    /// <summary>Whether the model gets the weights of the best epoch at the end.</summary>
    public bool RestoreBestWeights { get; }

    /// <summary>The 0-based epoch from which on values count.</summary>
    public int StartFromEpoch { get; }

    /// <summary>The number of epochs waited so far.</summary>
    public int Wait { get; private set; }

    /// <summary>The 0-based epoch with the best value, as in Keras; <c>History.BestEpoch</c> counts from 1.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The 0-based epoch after which this callback ended the training; 0 where it did not.</summary>
    public int StoppedEpoch { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs)
    {
        Wait = 0;
        StoppedEpoch = 0;
        Best = null;
        BestEpoch = 0;
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
            BestEpoch = epoch;
        }

        Wait++;
        if (IsImprovement(current, Best))
        {
            Best = current;
            BestEpoch = epoch;
            if (RestoreBestWeights)
                Keep(new WeightSnapshot(Model));
            if (Baseline is null || IsImprovement(current, Baseline))
                Wait = 0;
        }
        else if (Wait >= Patience && epoch > 0)
        {
            StoppedEpoch = epoch;
            Model.RequestStop(StopReason.EarlyStopping, Describe());
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        if (StoppedEpoch > 0)
            Output.Verbose($"Epoch {StoppedEpoch + 1}: early stopping; {Describe()}");
        if (Best is not null && Model.History is not null)
            Model.History.BestEpoch = BestEpoch + 1;
        if (bestWeights is null)
            return;
        bestWeights.Restore(Model);
        Keep(null);
        if (Model.History is not null)
            Model.History.BestEpoch = Model.History.WeightsFromEpoch = BestEpoch + 1;
        Output.Verbose($"The model has the weights of epoch {BestEpoch + 1}, the best one.");
    }

    /// <summary>The counters, the best value, and the best weights as one list of numbers where they are to be restored.</summary>
    public override IReadOnlyDictionary<string, object?> GetState() => new Dictionary<string, object?>(base.GetState())
    {
        ["wait"] = Wait,
        ["best_epoch"] = BestEpoch,
        ["stopped_epoch"] = StoppedEpoch,
        ["best_weights"] = bestWeights?.ToArray(),
    };

    /// <summary>Takes back what <see cref="GetState"/> gave; to be called after <see cref="OnTrainBegin"/>, which forgets everything.</summary>
    /// <param name="state">The state.</param>
    public override void SetState(IReadOnlyDictionary<string, object?> state)
    {
        base.SetState(state);
        Wait = state.Count("wait");
        BestEpoch = state.Count("best_epoch");
        StoppedEpoch = state.Count("stopped_epoch");
        Keep(state.GetValueOrDefault("best_weights") is IEnumerable<float> weights ? new WeightSnapshot(Model, weights.ToArray()) : null);
    }

    private void Keep(WeightSnapshot? weights)
    {
        bestWeights?.Dispose();
        bestWeights = weights;
    }

    private string Describe()
    {
        string since = $"{Monitor} has not improved for {Wait} epoch{(Wait == 1 ? "" : "s")}";
        return Best is { } best ? FormattableString.Invariant($"{since}; its best value is {best:G6}, of epoch {BestEpoch + 1}.") : $"{since}.";
    }
}
