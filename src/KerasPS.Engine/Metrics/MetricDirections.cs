using KerasPS.Configuration;

namespace KerasPS.Metrics;

/// <summary>Which values are better, by the names of values in the logs.</summary>
internal static class MetricDirections
{
    /// <summary>The direction of a value: from the loss and metrics that a model was compiled with, else a metric of that name, else losses are minimized.</summary>
    /// <param name="name">A name in the logs, e.g. <c>val_accuracy</c>.</param>
    /// <param name="known">Those of the loss and the metrics that the model was compiled with; null without such a model.</param>
    public static MetricDirection Of(string name, IReadOnlyDictionary<string, MetricDirection>? known)
    {
        MetricName metric = MetricName.Parse(name);
        if (known?.FirstOrDefault(pair => pair.Key.Equals(metric.Bare, StringComparison.OrdinalIgnoreCase)) is { Key: not null } compiled)
            return compiled.Value;
        if (metric.IsLoss)
            return MetricDirection.Down;
        try
        {
            return KerasRegistry.Resolve<Metric>(metric.Bare).Direction;
        }
        catch (KerasException)
        {
            // There is no metric of that name, or it has required arguments.
            return MetricDirection.None;
        }
    }
}
