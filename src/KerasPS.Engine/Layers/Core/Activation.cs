using KerasPS.Activations;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Applies an activation function. The output has the input's shape, but for <c>glu</c>, which halves an axis.</summary>
/// <param name="activation">The function, e.g. <c>relu</c>.</param>
public sealed class Activation(ActivationFunction activation) : Layer
{
    /// <summary>The function; in lower case because C# forbids a property the name of its class.</summary>
    public ActivationFunction activation { get; } = activation;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) => activation.ComputeOutputShape(inputShape);

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => activation.Call(input);
}
