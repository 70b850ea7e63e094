using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>
/// The correlation of labels and outputs, from -1 to 1: <c>covariance / (deviation of labels · deviation of outputs)</c>. NaN where
/// either does not vary; so with one output per sample give the axis 0.
/// </summary>
/// <param name="axis">The axis along which values are compared: -1 for the outputs of each sample, 0 for the samples of a batch.</param>
public sealed class PearsonCorrelation(int axis = -1) : CorrelationMetric(axis)
{
    private protected override Tensor Correlation(Tensor covariance, Tensor trueVariance, Tensor predictedVariance, Tensor shift) =>
        covariance / (trueVariance.sqrt() * predictedVariance.sqrt());
}
