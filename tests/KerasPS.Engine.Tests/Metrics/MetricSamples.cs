using KerasPS.Losses;
using KerasPS.Metrics;

namespace KerasPS.Tests.Metrics;

/// <summary>Every metric, with labels and outputs that it can compare.</summary>
internal static class MetricSamples
{
    private static readonly float[] Scores = [0.2f, 0.5f, 0.3f, 0.6f, 0.3f, 0.1f, 0.1f, 0.2f, 0.7f, 0.4f, 0.45f, 0.15f];
    private static readonly float[] OneHot = [0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0];

    private static readonly Lazy<Dictionary<Type, MetricCase>> Cases = new(() => DeclaredCases.Of<MetricCase>().ToDictionary(one => one.Make().GetType()));

    public static Metric Make(Type type) => Cases.Value.TryGetValue(type, out MetricCase? one) ? one.Make() : (Metric)ConfigRoundTripTests.MadeOfRequired(type);

    /// <summary>Four samples of three outputs.</summary>
    public static Tensor Outputs(ScalarType type = ScalarType.Float32) => tensor(Scores, [4, 3], type);

    /// <summary>The labels that a metric wants for <see cref="Outputs"/>.</summary>
    public static Tensor Labels(Metric metric) => metric.Labels == LabelKind.ClassIndex
        ? tensor(new float[] { 1, 1, 2, 0 }, [4])
        : tensor(Cases.Value.GetValueOrDefault(metric.GetType())?.Labels ?? OneHot, [4, 3]);
}
