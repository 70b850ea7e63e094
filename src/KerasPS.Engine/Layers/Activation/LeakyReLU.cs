using KerasPS.Activations;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary><c>x</c> above 0, else <c>negative_slope · x</c> (Maas et al. 2013). The output has the input's shape.</summary>
/// <param name="negativeSlope">The slope below 0, 0 or above; 0.3 as in Keras's layer (its function has 0.2).</param>
public sealed class LeakyReLU(double negativeSlope = 0.3) : Layer
{
    /// <summary>The slope below 0.</summary>
    public double NegativeSlope { get; } = Require.NotNegative(negativeSlope, nameof(LeakyReLU), nameof(negativeSlope));

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) => inputShape;

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => new LeakyRelu(NegativeSlope).Call(input);
}
