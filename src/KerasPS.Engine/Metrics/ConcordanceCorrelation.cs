using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>
/// The agreement of outputs and labels, from -1 to 1: <c>2 covariance / (variance of labels + variance of outputs + shift² + 1e-7)</c>, where
/// shift is the difference of the means.
/// </summary>
/// <param name="axis">The axis along which values are compared: -1 for the outputs of each sample, 0 for the samples of a batch.</param>
public sealed class ConcordanceCorrelation(int axis = -1) : CorrelationMetric(axis)
{
    private protected override Tensor Correlation(Tensor covariance, Tensor trueVariance, Tensor predictedVariance, Tensor shift) =>
        covariance * 2.0 / (trueVariance + predictedVariance + shift.square() + KerasMath.Epsilon);
}
