using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Initializers;

/// <summary>Gives the first values of a variable.</summary>
public abstract class Initializer : KerasObject
{
    /// <summary>The initializer of that name.</summary>
    /// <param name="name">A Keras name such as <c>glorot_uniform</c>.</param>
    public static implicit operator Initializer(string name) => KerasRegistry.Resolve<Initializer>(name);

    /// <summary>Makes the values.</summary>
    /// <param name="shape">The variable's shape in Keras's layout.</param>
    /// <param name="dtype">The variable's type.</param>
    /// <param name="generator">The source of random numbers of the model that is being built.</param>
    public abstract Tensor Create(long[] shape, ScalarType dtype, Generator generator);

    /// <summary>Keras's fans: <c>(in, out)</c> of a matrix; of more axes, all but the last two are the receptive field.</summary>
    /// <param name="shape">The variable's shape in Keras's layout.</param>
    internal static (long In, long Out) Fans(long[] shape)
    {
        if (shape.Length == 0)
            return (1, 1);
        if (shape.Length == 1)
            return (shape[0], shape[0]);
        long receptive = shape[..^2].Aggregate(1L, (product, n) => product * n);
        return (shape[^2] * receptive, shape[^1] * receptive);
    }
}
