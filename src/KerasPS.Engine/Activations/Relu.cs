using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>max(x, 0), with options for what is below the threshold and for a largest value.</summary>
/// <param name="negativeSlope">The slope below the threshold; 0 as in Keras.</param>
/// <param name="maxValue">The largest result; none by default.</param>
/// <param name="threshold">What x must be above to stay as it is; 0 as in Keras.</param>
public sealed class Relu(double negativeSlope = 0.0, double? maxValue = null, double threshold = 0.0) : ActivationFunction
{
    /// <summary>The slope below the threshold.</summary>
    public double NegativeSlope { get; } = negativeSlope;

    /// <summary>The largest result, or null.</summary>
    public double? MaxValue { get; } = maxValue is { } max ? Require.NotNegative(max, nameof(Relu), nameof(maxValue)) : null;

    /// <summary>What x must be above to stay as it is.</summary>
    public double Threshold { get; } = threshold;

    internal override (double Low, double High) Range => NegativeSlope == 0 && Threshold >= 0 ? (0, MaxValue ?? double.PositiveInfinity) : base.Range;

    /// <inheritdoc/>
    public override Tensor Call(Tensor x)
    {
        if (NegativeSlope != 0 && MaxValue is null && Threshold == 0)
            return nn.functional.leaky_relu(x, NegativeSlope);
        // At the bends the operators have different gradients; these are the ones that Keras takes.
        Tensor y = Threshold != 0 ? nn.functional.threshold(x, Threshold, 0)
            : MaxValue == 6 ? nn.functional.relu6(x)
            : nn.functional.relu(x);
        if (MaxValue is { } max && (max != 6 || Threshold != 0))
            y = y.clamp(0, max);
        return NegativeSlope == 0 ? y : y - (nn.functional.relu(Threshold - x) * NegativeSlope);
    }
}
