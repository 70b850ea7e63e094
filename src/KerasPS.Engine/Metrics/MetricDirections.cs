using KerasPS.Configuration;

namespace KerasPS.Metrics;

/// <summary>Which values are better, by the names of values in the logs.</summary>
internal static class MetricDirections
{
    /// <summary>The direction of a value: what a model was initialised with knows it, else a metric of that name, else a loss's falls.</summary>
    /// <param name="name">A name in the logs, e.g. <c>val_accuracy</c>.</param>
    /// <param name="compilation">What the model was trained with; null where that is not known.</param>
    public static MetricDirection Of(string name, ModelCompilation? compilation)
    {
        MetricName metric = MetricName.Parse(name);
        if (compilation?.Directions.FirstOrDefault(pair => pair.Key.Equals(metric.Bare, StringComparison.OrdinalIgnoreCase)) is { Key: not null } known)
            return known.Value;
        if (metric.IsLoss)
            return MetricDirection.Down;
        try
        {
            return KerasRegistry.Resolve<Metric>(metric.Bare).Direction;
        }
        catch (KerasException)
        {
            // No metric is called so, or it cannot be made without arguments.
            return MetricDirection.None;
        }
    }
}
