using KerasPS.Regularizers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Returns its input unchanged, and adds a penalty on it to the loss: <c>l1 · Σ|x| + l2 · Σx²</c>, divided by the number of samples.
/// </summary>
/// <param name="l1">The factor of the sum of absolute values, 0 or above.</param>
/// <param name="l2">The factor of the sum of squares, 0 or above.</param>
public sealed class ActivityRegularization(double l1 = 0.0, double l2 = 0.0) : Layer
{
    /// <summary>The factor of the sum of absolute values.</summary>
    public double L1 { get; } = Require.NotNegative(l1, nameof(ActivityRegularization), nameof(l1));

    /// <summary>The factor of the sum of squares.</summary>
    public double L2 { get; } = Require.NotNegative(l2, nameof(ActivityRegularization), nameof(l2));

    /// <inheritdoc/>
    private protected override Regularizer? OutputPenalty { get; } = new L1L2(l1, l2);

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) => inputShape;

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => input;
}
