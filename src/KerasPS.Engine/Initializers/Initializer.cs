using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Initializers;

/// <summary>Gives the initial values of a variable.</summary>
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

    /// <summary>The error for a shape that the initializer has no values for.</summary>
    /// <param name="shape">The shape that was given.</param>
    /// <param name="needs">What it must be, e.g. <c>a matrix</c>.</param>
    private protected KerasException WrongShape(long[] shape, string needs) => new(
        "ShapeMismatch", $"{ClassName}: the variable must be {needs}, but its shape is {Shape.Format(shape)}.", this) { Kind = KerasErrorKind.InvalidArgument };
}
