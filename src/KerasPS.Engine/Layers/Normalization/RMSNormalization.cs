using KerasPS.Initializers;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Divides by the root of the mean square over some axes of each sample, <c>x / sqrt(mean(x²) + epsilon) · scale</c> (Zhang and Sennrich
/// 2019). The output has the input's shape. Half precision is computed in single.
/// </summary>
/// <param name="axis">
/// The axes to normalise over, the batch axis counted as 0; -1, the features, by default. The scale has their sizes.
/// </param>
/// <param name="epsilon">Added to the mean square.</param>
public sealed class RMSNormalization(long[]? axis = null, double epsilon = 1e-6) : Layer
{
    private Variable scale = null!;

    /// <summary>The axes to normalise over, the batch axis counted as 0.</summary>
    public long[] Axis { get; } = axis ?? [-1];

    /// <summary>Added to the mean square.</summary>
    public double Epsilon { get; } = Require.Positive(epsilon, nameof(RMSNormalization), nameof(epsilon));

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape)
    {
        SampleAxes.Resolve(this, Axis, inputShape);
        return inputShape;
    }

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        Tensor x = KerasMath.AtLeastSingle(input);
        long[] sizes = x.shape;
        int[] axes = SampleAxes.Resolve(this, Axis, sizes[1..]);
        long[] spread = SampleAxes.BroadcastShape(axes, sizes);
        Tensor meanSquare = x.square().mean(Array.ConvertAll(axes, at => (long)at), keepdim: true);
        Tensor output = x * (meanSquare + Epsilon).rsqrt() * DtypePolicy.Cast(scale.ComputeValue, x.dtype).reshape(spread);
        return DtypePolicy.Cast(output, input.dtype);
    }

    /// <inheritdoc/>
    protected override bool AcceptsShape(IReadOnlyList<long> built, IReadOnlyList<long> given) =>
        SampleAxes.Agree(SampleAxes.Resolve(this, Axis, built), built, given);

    /// <inheritdoc/>
    protected override void CreateVariables(long[] inputShape) =>
        scale = AddVariable("scale", SampleAxes.Resolve(this, Axis, inputShape).Select(at => inputShape[at - 1]).ToArray(), new Ones());
}
