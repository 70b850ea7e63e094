using static TorchSharp.torch;

namespace KerasPS.Regularizers;

/// <summary>l2 · Σw², without PyTorch's ½.</summary>
/// <param name="l2">The factor; 0.01 as in Keras.</param>
public sealed class L2(double l2 = 0.01) : Regularizer
{
    /// <summary>The factor; in lower case because C# forbids a property the name of its class.</summary>
    public double l2 { get; } = Require.NotNegative(l2, nameof(L2), nameof(l2));

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor variable) => variable.square().sum() * l2;
}
