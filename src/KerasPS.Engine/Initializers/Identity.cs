using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Initializers;

/// <summary>The identity matrix times a factor: 1 on the diagonal, 0 elsewhere. Only for matrices.</summary>
/// <param name="gain">The factor; 1 as in Keras.</param>
[KerasName("IdentityInitializer")]
public sealed class Identity(double gain = 1.0) : Initializer
{
    /// <summary>The factor.</summary>
    public double Gain { get; } = gain;

    /// <inheritdoc/>
    public override Tensor Create(long[] shape, ScalarType dtype, Generator generator) =>
        shape.Length == 2 ? eye(shape[0], shape[1], dtype) * Gain : throw WrongShape(shape, "a matrix");
}
