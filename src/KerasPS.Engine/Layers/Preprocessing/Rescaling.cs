using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Scales and shifts all values: <c>x · scale + offset</c>. The output has the input's shape.</summary>
/// <param name="scale">The scale: one factor, or one for each position on the last axis, e.g. each channel.</param>
/// <param name="offset">What is added after that: one number, by default 0, or one for each position on the last axis.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-RescalingLayer (1 / 255)), (New-FlattenLayer) -InputShape 28, 28, 1
/// </code>
/// Pixels from 0 to 255 become values from 0 to 1.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-RescalingLayer 0.5, 0.25 -Offset -1) -InputShape 2
/// , (4, 4) | Invoke-ModelPredict $model
/// </code>
/// A factor for each of two features, and one offset for both.
/// </example>
public sealed class Rescaling(double[] scale, double[]? offset = null) : Layer
{
    private readonly DeviceConstant factors = new(scale);
    private readonly DeviceConstant terms = new(offset ?? [0]);

    /// <summary>The factor, or one for each position on the last axis.</summary>
    public double[] Scale { get; } = RequireSome(scale, nameof(scale));

    /// <summary>What is added, or that for each position on the last axis.</summary>
    public double[] Offset { get; } = RequireSome(offset ?? [0], nameof(offset));

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape)
    {
        foreach (double[] numbers in new[] { Scale, Offset })
        {
            if (numbers.Length > 1 && (inputShape.Length == 0 || (inputShape[^1] >= 0 && inputShape[^1] != numbers.Length)))
                throw WrongShape(inputShape, $"(..., {numbers.Length}), as many values as its scale or offset has");
        }

        return inputShape;
    }

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => (input * factors.Like(input)) + terms.Like(input);

    private static double[] RequireSome(double[] numbers, string argument) => numbers.Length > 0
        ? numbers
        : throw KerasException.InvalidValue(nameof(Rescaling), $"{argument} is empty; give one number, or one for each position on the last axis.");
}
