using KerasPS.Activations;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The rectifier with options: <c>x</c> from the threshold to the largest value, that value above, and
/// <c>negative_slope · (x - threshold)</c> below. The output has the input's shape.
/// </summary>
/// <param name="maxValue">The largest result, 0 or above; none by default.</param>
/// <param name="negativeSlope">The slope below the threshold, 0 or above.</param>
/// <param name="threshold">What x must be above to stay as it is, 0 or above.</param>
public sealed class ReLU(double? maxValue = null, double negativeSlope = 0.0, double threshold = 0.0) : Layer
{
    /// <summary>The largest result, or null.</summary>
    public double? MaxValue { get; } = maxValue is { } most ? Require.NotNegative(most, nameof(ReLU), nameof(maxValue)) : null;

    /// <summary>The slope below the threshold.</summary>
    public double NegativeSlope { get; } = Require.NotNegative(negativeSlope, nameof(ReLU), nameof(negativeSlope));

    /// <summary>What x must be above to stay as it is.</summary>
    public double Threshold { get; } = Require.NotNegative(threshold, nameof(ReLU), nameof(threshold));

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) => inputShape;

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => new Relu(NegativeSlope, MaxValue, Threshold).Call(input);
}
