using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>
/// The cosine of the angle between labels and outputs: 1 for the same direction, 0 for right angles, -1 for opposite ones. The loss of
/// that name has the other sign.
/// </summary>
/// <param name="axis">The axis along which the vectors lie; -1 is the last one.</param>
public sealed class CosineSimilarity(int axis = -1) : LossMetric(new Losses.CosineSimilarity(axis: axis))
{
    /// <summary>The axis along which the vectors lie.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) => base.Values(yTrue, yPred).neg();
}
