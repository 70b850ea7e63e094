using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Scales to a Euclidean norm of 1: <c>x / max(‖x‖, 1e-12)</c>. The output has the input's shape.</summary>
/// <param name="axis">The axes that a norm is taken over, the batch axis counted as 0; -1, the features, by default.</param>
public sealed class UnitNormalization(long[]? axis = null) : Layer
{
    internal const double Epsilon = 1e-12;

    /// <summary>The axes that a norm is taken over, the batch axis counted as 0.</summary>
    public long[] Axis { get; } = axis ?? [-1];

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape)
    {
        SampleAxes.Resolve(this, Axis, inputShape, least: 0);
        return inputShape;
    }

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => KerasMath.UnitLength(input, Axis, Epsilon);
}
