using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Regularizers;

/// <summary>l1 · Σ|w| + l2 · Σw². By its name alone, as in <c>kernel_regularizer = 'l1_l2'</c>, both factors are 0, as in Keras.</summary>
/// <param name="l1">The factor of the absolute values; 0 as in Keras.</param>
/// <param name="l2">The factor of the squares, without PyTorch's ½; 0 as in Keras.</param>
[KerasName("l1_l2")]
public sealed class L1L2(double l1 = 0.0, double l2 = 0.0) : Regularizer
{
    /// <summary>The factor of the absolute values.</summary>
    public double L1 { get; } = Require.NotNegative(l1, nameof(L1L2), nameof(l1));

    /// <summary>The factor of the squares.</summary>
    public double L2 { get; } = Require.NotNegative(l2, nameof(L1L2), nameof(l2));

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor variable) => (variable.abs().sum() * L1) + (variable.square().sum() * L2);
}
