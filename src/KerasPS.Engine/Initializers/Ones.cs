using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Initializers;

/// <summary>All values are 1.</summary>
[KerasName("one")]
public sealed class Ones : Initializer
{
    /// <inheritdoc/>
    public override Tensor Create(long[] shape, ScalarType dtype, Generator generator) => ones(shape, dtype);
}
