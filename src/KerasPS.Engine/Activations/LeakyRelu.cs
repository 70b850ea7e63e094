using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x above 0, else the slope · x (Maas et al. 2013).</summary>
/// <param name="negativeSlope">The slope below 0; 0.2 as in Keras's function (its layer has 0.3).</param>
public sealed class LeakyRelu(double negativeSlope = 0.2) : ActivationFunction
{
    /// <summary>The slope below 0.</summary>
    public double NegativeSlope { get; } = negativeSlope;

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.leaky_relu(x, NegativeSlope);
}
