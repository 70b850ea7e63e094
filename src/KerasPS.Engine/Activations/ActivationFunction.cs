using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>A function applied to a layer's outputs. In Keras these are functions known by their names in snake case.</summary>
public abstract class ActivationFunction : KerasObject
{
    /// <summary>Keras's name, e.g. <c>relu</c>.</summary>
    public string Name => KerasNaming.ToSnakeCase(ClassName);

    /// <summary>The activation of that name.</summary>
    /// <param name="name">A Keras name such as <c>relu</c>.</param>
    public static implicit operator ActivationFunction(string name) => KerasRegistry.Resolve<ActivationFunction>(name);

    /// <summary>The range of the results.</summary>
    internal virtual (double Low, double High) Range => (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The shape of a sample of the results: that of the inputs, but for functions that say otherwise.</summary>
    /// <param name="inputShape">The shape of a sample.</param>
    /// <exception cref="KerasException">The function cannot take that shape.</exception>
    public virtual long[] ComputeOutputShape(long[] inputShape) => inputShape;

    /// <summary>Applies the function.</summary>
    /// <param name="x">A batch: the batch axis, then the shape of a sample.</param>
    public abstract Tensor Call(Tensor x);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
