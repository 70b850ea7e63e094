namespace KerasPS;

/// <summary>Which values of a monitored metric are better.</summary>
public enum MonitorMode
{
    /// <summary>What the metric itself says: smaller losses, larger accuracies.</summary>
    Auto,

    /// <summary>Smaller values.</summary>
    Min,

    /// <summary>Larger values.</summary>
    Max,
}
