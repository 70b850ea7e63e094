namespace KerasPS.Metrics;

/// <summary>Which values of a metric are better.</summary>
public enum MetricDirection
{
    /// <summary>Unknown: a monitor needs the mode <c>min</c> or <c>max</c>.</summary>
    None,

    /// <summary>Smaller values.</summary>
    Down,

    /// <summary>Larger values.</summary>
    Up,
}
