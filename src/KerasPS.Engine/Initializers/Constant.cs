using static TorchSharp.torch;

namespace KerasPS.Initializers;

/// <summary>All values are the same.</summary>
/// <param name="value">The value; 0 as in Keras.</param>
public sealed class Constant(double value = 0.0) : Initializer
{
    /// <summary>The value.</summary>
    public double Value { get; } = value;

    /// <inheritdoc/>
    public override Tensor Create(long[] shape, ScalarType dtype, Generator generator) => full(shape, Value, dtype);
}
