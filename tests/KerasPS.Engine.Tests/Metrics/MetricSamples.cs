using System.Collections;
using KerasPS.Configuration;
using KerasPS.Losses;
using KerasPS.Metrics;
using static TorchSharp.torch;

namespace KerasPS.Tests.Metrics;

/// <summary>Every metric, with labels and outputs that it can compare.</summary>
internal static class MetricSamples
{
    private static readonly float[] Scores = [0.2f, 0.5f, 0.3f, 0.6f, 0.3f, 0.1f, 0.1f, 0.2f, 0.7f, 0.4f, 0.45f, 0.15f];
    private static readonly float[] OneHot = [0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0];

    private static readonly Dictionary<Type, Func<Metric>> WithArguments = new()
    {
        [typeof(F1Score)] = () => new F1Score(FScoreAverage.Macro),
        [typeof(FBetaScore)] = () => new FBetaScore(FScoreAverage.Weighted, 2),
        [typeof(IoU)] = () => new IoU(2, [0]),
        [typeof(MeanIoU)] = () => new MeanIoU(2),
        [typeof(OneHotIoU)] = () => new OneHotIoU(3, [1, 2]),
        [typeof(OneHotMeanIoU)] = () => new OneHotMeanIoU(3),
        [typeof(PrecisionAtRecall)] = () => new PrecisionAtRecall(0.5),
        [typeof(RecallAtPrecision)] = () => new RecallAtPrecision(0.5),
        [typeof(SensitivityAtSpecificity)] = () => new SensitivityAtSpecificity(0.5),
        [typeof(SpecificityAtSensitivity)] = () => new SpecificityAtSensitivity(0.5),
        [typeof(SparseTopKCategoricalAccuracy)] = () => new SparseTopKCategoricalAccuracy(2),
        [typeof(TopKCategoricalAccuracy)] = () => new TopKCategoricalAccuracy(2),
    };

    public static Metric Make(Type type) =>
        WithArguments.TryGetValue(type, out Func<Metric>? make) ? make() : (Metric)ObjectSignature.Of(type).Create(new Hashtable());

    /// <summary>Four samples of three outputs.</summary>
    public static Tensor Outputs(ScalarType type = ScalarType.Float32) => tensor(Scores, [4, 3], type);

    /// <summary>The labels that a metric wants for <see cref="Outputs"/>.</summary>
    public static Tensor Labels(Metric metric) => metric switch
    {
        { Labels: LabelKind.ClassIndex } => tensor(new float[] { 1, 1, 2, 0 }, [4]),
        Accuracy => tensor([.. OneHot[..^1], Scores[^1]], [4, 3]),
        _ => tensor(OneHot, [4, 3]),
    };
}
