using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>(x + sqrt(x² + b)) / 2 (Barron 2021).</summary>
/// <param name="b">How smooth the bend is; 4 as in Keras.</param>
public sealed class Squareplus(double b = 4.0) : ActivationFunction
{
    /// <summary>How smooth the bend is.</summary>
    public double B { get; } = Require.NotNegative(b, nameof(Squareplus), nameof(b));

    internal override (double Low, double High) Range => (0, double.PositiveInfinity);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => (x + (x.square() + B).sqrt()) / 2;
}
