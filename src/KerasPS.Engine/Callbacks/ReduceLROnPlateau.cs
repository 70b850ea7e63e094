using KerasPS.Metrics;

namespace KerasPS;

/// <summary>Lowers the learning rate when a value has not improved for some epochs.</summary>
/// <remarks>
/// <para>After <c>patience</c> epochs without improvement the rate is multiplied by <c>factor</c>; 0 and 1 both mean the first epoch without
/// improvement. A <c>cooldown</c> of <c>c</c> keeps the next reduction away for <c>c + patience - 1</c> epochs, so that 1 is as good as 0.</para>
/// <para>Differs from Keras, which refuses optimizers with a schedule, so that warm-up and reductions exclude each other: a schedule continues and its rates are multiplied: the factor of all reductions is
/// the optimizer's <c>LearningRateFactor</c>, and is saved with the model. Then <c>min_lr</c> holds at the moment of a reduction; the schedule may fall below it later.
/// New-LearningRateScheduler sets a rate of its own before each epoch, as in Keras, so let it derive that from the current one.</para>
/// <para>The epoch's logs have the rate that it was trained with, as in Keras; <c>History.LearningRateChanges</c> lists the reductions.</para>
/// </remarks>
/// <example>
/// <code>
/// New-ReduceLROnPlateau -Factor 0.5 -Patience 5 -MinLr 1e-5
/// </code>
/// Halves the rate after five epochs in which the loss on the validation data was no lower than before, down to 0.00001.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// Initialize-Model $model -Optimizer (New-SGDOptimizer (New-WarmUpSchedule 0.5 20)) -Loss sparse_categorical_crossentropy
/// Invoke-ModelFit $model (Get-SampleDataset Iris) -Epoch 10 -Callback (New-ReduceLROnPlateau loss -Patience 1) | Select-Object epoch, loss, learning_rate
/// $model.History.LearningRateChanges
/// </code>
/// A warm-up with reductions on top, and who made which change.
/// </example>
public sealed class ReduceLROnPlateau : MonitorCallback
{
    /// <summary>Creates the callback.</summary>
    /// <param name="monitor">The value to watch.</param>
    /// <param name="factor">The factor on the rate: above 0 and below 1.</param>
    /// <param name="patience">The number of epochs without improvement to wait for.</param>
    /// <param name="mode">Which values are better; <c>Auto</c> asks the metric.</param>
    /// <param name="minDelta">A smaller change is no improvement; its sign is ignored.</param>
    /// <param name="cooldown">The number of epochs after a reduction in which nothing is counted.</param>
    /// <param name="minLr">The rate is not reduced below this one.</param>
    /// <exception cref="KerasException">factor is not between 0 and 1, or another number is below 0.</exception>
    public ReduceLROnPlateau(
        string monitor = "val_loss",
        double factor = 0.1,
        int patience = 10,
        MonitorMode mode = MonitorMode.Auto,
        double minDelta = 1e-4,
        int cooldown = 0,
        double minLr = 0.0)
        : base(monitor, mode, minDelta)
    {
        Factor = Require.Within(0, factor, 1, nameof(ReduceLROnPlateau), nameof(factor));
        Patience = Require.NotNegative(patience, nameof(ReduceLROnPlateau), nameof(patience));
        Cooldown = Require.NotNegative(cooldown, nameof(ReduceLROnPlateau), nameof(cooldown));
        MinLr = Require.NotNegative(minLr, nameof(ReduceLROnPlateau), nameof(minLr));
    }

    /// <summary>The factor on the rate.</summary>
    public double Factor { get; }

    /// <summary>The number of epochs without improvement to wait for.</summary>
    public int Patience { get; }

    /// <summary>The number of epochs after a reduction in which nothing is counted.</summary>
    public int Cooldown { get; }

    /// <summary>The rate is not reduced below this one.</summary>
    public double MinLr { get; }

    /// <summary>The number of epochs waited so far.</summary>
    public int Wait { get; private set; }

    /// <summary>The remaining epochs of the cooldown.</summary>
    public int CooldownCounter { get; private set; }

    /// <inheritdoc/>
    internal override BestScore OwnScore => Score;

    /// <inheritdoc/>
    public override void Validate(TrainingPlan plan)
    {
        base.Validate(plan);
        if (Model.Compilation!.Optimizer.Schedule is null && !IsAboveLeast)
            Output.Warning(FormattableString.Invariant($"ReduceLROnPlateau: the learning rate {Model.LearningRate} is not above min_lr {MinLr}, so it is never reduced."));
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs)
    {
        Score.Reset();
        Wait = 0;
        CooldownCounter = 0;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (!logs.Contains("learning_rate"))
            logs["learning_rate"] = Model.LearningRate;
        if (!TryGetMonitored(logs, out double current))
            return;
        if (CooldownCounter > 0)
        {
            CooldownCounter--;
            Wait = 0;
        }

        if (Score.Add(epoch + 1, current, Direction, MinDelta))
            Wait = 0;
        else if (CooldownCounter == 0 && ++Wait >= Patience && IsAboveLeast)
        {
            Model.ChangeLearningRate(optimizer => optimizer.ReduceLearningRate(Factor, MinLr));
            CooldownCounter = Cooldown;
            Wait = 0;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> GetState() => new Dictionary<string, object?>(base.GetState())
    {
        ["wait"] = Wait,
        ["cooldown_counter"] = CooldownCounter,
    };

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, object?> state)
    {
        base.SetState(state);
        Wait = state.Count("wait");
        CooldownCounter = state.Count("cooldown_counter");
    }

    /// <summary>Both in single precision, as Keras compares them.</summary>
    private bool IsAboveLeast => (float)Model.LearningRate > (float)MinLr;
}
