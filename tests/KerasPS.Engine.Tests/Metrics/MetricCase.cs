using KerasPS.Metrics;

namespace KerasPS.Tests.Metrics;

/// <summary>
/// What a metric is to the tests that run over all metrics (<see cref="MetricSamples"/>), where its required arguments and the labels that it asks for would not do. The test class
/// of a metric declares it in <c>internal static MetricCase[] MetricCases</c>.
/// </summary>
/// <param name="Make">Makes the metric.</param>
internal sealed record MetricCase(Func<Metric> Make)
{
    /// <summary>A label for each of the outputs; null for those of its <see cref="Metric.Labels"/>.</summary>
    public float[]? Labels { get; init; }
}
