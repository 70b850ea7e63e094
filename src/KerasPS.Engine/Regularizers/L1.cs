using static TorchSharp.torch;

namespace KerasPS.Regularizers;

/// <summary>l1 · Σ|w|.</summary>
/// <param name="l1">The factor; 0.01 as in Keras.</param>
public sealed class L1(double l1 = 0.01) : Regularizer
{
    /// <summary>The factor; in lower case because C# forbids a property the name of its class.</summary>
    public double l1 { get; } = Require.NotNegative(l1, nameof(L1), nameof(l1));

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor variable) => variable.abs().sum() * l1;
}
