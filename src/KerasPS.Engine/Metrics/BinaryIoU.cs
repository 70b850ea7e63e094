using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>
/// The intersection over union of two classes: how much what is labelled and what is predicted as a class overlap,
/// <c>TP / (TP + FP + FN)</c>; the mean over both classes, or one.
/// </summary>
/// <param name="targetClassIds">The classes whose overlap counts, 0 and 1; both where null.</param>
/// <param name="threshold">Outputs from it on are 1.</param>
public sealed class BinaryIoU(long[]? targetClassIds = null, double threshold = 0.5) : IoUMetric(2, targetClassIds)
{
    /// <summary>Outputs from it on are 1.</summary>
    public double Threshold { get; } = threshold;

    /// <inheritdoc/>
    protected override void Accumulate(Tensor yTrue, Tensor yPred, Tensor? sampleWeight, Tensor? mask) =>
        base.Accumulate(yTrue, yPred.ge(Threshold), sampleWeight, mask);
}
