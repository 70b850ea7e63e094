using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Initializers;

/// <summary>All values are 0.</summary>
[KerasName("zero")]
public sealed class Zeros : Initializer
{
    /// <inheritdoc/>
    public override Tensor Create(long[] shape, ScalarType dtype, Generator generator) => zeros(shape, dtype);
}
