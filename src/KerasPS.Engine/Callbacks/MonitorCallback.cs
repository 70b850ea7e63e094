using KerasPS.Metrics;

namespace KerasPS;

/// <summary>The base of callbacks that monitor one value of the logs, and act when it improves or does not.</summary>
/// <remarks>
/// As in Keras, but the direction is determined before epoch 1, and a NaN is never the best value: in Keras a NaN in the first epoch
/// is, and no later value improves on it.
/// </remarks>
public abstract class MonitorCallback : Callback
{
    private MetricDirection direction;
    private bool mayLackValue;

    /// <summary>Creates the callback.</summary>
    /// <param name="monitor">The name of the value, e.g. <c>val_loss</c>; its case is ignored.</param>
    /// <param name="mode">Which values are better.</param>
    /// <param name="minDelta">A smaller change is no improvement; its sign is ignored.</param>
    protected MonitorCallback(string monitor, MonitorMode mode, double minDelta = 0)
    {
        Monitor = monitor;
        Mode = mode;
        MinDelta = Math.Abs(minDelta);
        direction = mode switch
        {
            MonitorMode.Min => MetricDirection.Down,
            MonitorMode.Max => MetricDirection.Up,
            _ => MetricDirection.None,
        };
    }

    /// <summary>The name of the value, e.g. <c>val_loss</c>.</summary>
    public string Monitor { get; }

    /// <summary>Which values are better.</summary>
    public MonitorMode Mode { get; }

    /// <summary>The change, 0 or above, that a value must exceed to be an improvement.</summary>
    public double MinDelta { get; }

    /// <summary>The best value so far; null before any.</summary>
    public double? Best { get => Score.Value; protected set => Score.Value = value; }

    /// <summary>The best value with its epoch.</summary>
    internal BestScore Score { get; } = new();

    /// <summary>The <see cref="Score"/>, if it covers exactly the epochs of the current training, so that the history can use it; null if it also covers others, e.g. epochs of earlier trainings.</summary>
    internal virtual BestScore? OwnScore => null;

    /// <summary>Whether the callback uses its monitor.</summary>
    private protected virtual bool IsMonitoring => true;

    /// <summary>The first of some callbacks that uses a monitor; null if there is none.</summary>
    internal static MonitorCallback? FirstOf(IEnumerable<Callback> callbacks) => callbacks.OfType<MonitorCallback>().FirstOrDefault(callback => callback.IsMonitoring);

    /// <summary>Determines which values are better.</summary>
    /// <param name="plan">The plan.</param>
    /// <exception cref="KerasException">
    /// With <see cref="MonitorMode.Auto"/>: <c>MonitorNotFound</c>, the training has no such metric; <c>DirectionUnknown</c>, the metric does not
    /// say which values are better. With another mode an unknown name is a warning, since a callback may add the value.
    /// </exception>
    public override void Validate(TrainingPlan plan)
    {
        mayLackValue = !plan.ValidatesEveryEpoch && MetricName.Parse(Monitor).IsValidation;
        if (Mode == MonitorMode.Auto)
        {
            direction = plan.DirectionOf(Monitor);
            _ = Direction;
        }
        else if (!plan.LogNames.Contains(Monitor, StringComparer.OrdinalIgnoreCase))
        {
            Output.Warning($"{GetType().Name}: this training reports no '{Monitor}'; it is monitored only if a callback adds it. {NearestName.Hint(Monitor, plan.LogNames)}");
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> GetState() => new Dictionary<string, object?> { ["best"] = Best, ["best_epoch"] = Math.Max(0, Score.Epoch - 1) };

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, object?> state) => (Score.Value, Score.Epoch) = (state.Number("best"), state.Count("best_epoch") + 1);

    /// <summary>
    /// The monitored value. Where it is missing there is a warning, unless there was no validation after this epoch.
    /// </summary>
    /// <param name="logs">The logs of an epoch or batch.</param>
    /// <param name="value">The value, or NaN.</param>
    /// <returns>False where the logs have no such number.</returns>
    protected bool TryGetMonitored(Logs logs, out double value)
    {
        if (logs.TryGetNumber(Monitor, out value))
            return true;
        if (!mayLackValue)
            Output.Warning($"{GetType().Name}: there is no '{Monitor}' to monitor. {NearestName.Hint(Monitor, logs.Keys)}");
        return false;
    }

    /// <summary>Whether a value is better than another by more than <see cref="MinDelta"/>. A NaN is no improvement on anything, and any number is one on a NaN.</summary>
    /// <param name="value">The new value.</param>
    /// <param name="reference">The value to beat; null where there is none yet.</param>
    protected bool IsImprovement(double value, double? reference) => BestScore.IsImprovement(value, reference, Direction, MinDelta);

    /// <summary>Whether the monitored value is of validation, and validation is not run after every epoch.</summary>
    private protected bool MayLackValue => mayLackValue;

    /// <summary>Whether a value is better than another, whatever <see cref="MinDelta"/> is; false for a NaN.</summary>
    private protected bool IsBetter(double value, double other) => !double.IsNaN(other) && BestScore.IsImprovement(value, other, Direction);

    /// <summary>Which values are better.</summary>
    internal MetricDirection Direction
    {
        get
        {
            // Unknown here only if hooks are called without Validate, e.g. in tests.
            if (direction == MetricDirection.None && MetricName.Parse(Monitor).IsLoss)
                direction = MetricDirection.Down;
            return direction != MetricDirection.None ? direction : throw new KerasException(
                "DirectionUnknown", $"{GetType().Name}: whether smaller or larger values of '{Monitor}' are better is not known; give -Mode Min or -Mode Max.", Monitor);
        }
    }
}
