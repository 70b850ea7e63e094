using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Initializers;

/// <summary>
/// An orthogonal matrix, from the QR decomposition of normal values (Saxe et al. 2014): its columns are orthogonal, or its rows where it
/// has fewer of them. Of more axes than two, all but the last count as one.
/// </summary>
/// <param name="gain">What the matrix is multiplied by; 1 as in Keras.</param>
/// <param name="seed">The seed, or null for the model's own stream.</param>
[KerasName("OrthogonalInitializer")]
public sealed class Orthogonal(double gain = 1.0, int? seed = null) : RandomInitializer(seed)
{
    /// <summary>What the matrix is multiplied by.</summary>
    public double Gain { get; } = gain;

    /// <inheritdoc/>
    protected override Tensor Draw(long[] shape, ScalarType dtype, Generator generator)
    {
        if (shape.Length < 2)
            throw WrongShape(shape, "one with two axes or more");
        long columns = shape[^1];
        long rows = shape[..^1].Aggregate(1L, (product, n) => product * n);
        Tensor normal = empty([Math.Max(rows, columns), Math.Min(rows, columns)], dtype).normal_(0, 1, generator);
        (Tensor q, Tensor r) = linalg.qr(normal);
        // Without the signs of R's diagonal the matrices would not be uniformly distributed.
        Tensor uniform = q * r.diagonal().sign();
        return (rows < columns ? uniform.t() : uniform).mul(Gain).reshape(shape);
    }
}
