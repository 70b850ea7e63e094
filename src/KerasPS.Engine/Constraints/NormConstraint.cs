using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Constraints;

/// <summary>
/// The base of constraints on Euclidean norms: w · target / (ε + norm) with ε = 1e-7 as in Keras, so that weights of norm 0 stay 0.
/// </summary>
/// <param name="axis">
/// The axes that a norm is taken over, one or several: 0 (the default) for each unit of a dense kernel <c>(in, out)</c>, 0, 1 and 2 for
/// each filter of a kernel <c>(height, width, in, out)</c>. Negative ones count from the last.
/// </param>
public abstract class NormConstraint(long[]? axis) : Constraint
{
    /// <summary>The axes that a norm is taken over.</summary>
    public long[] Axis { get; } = axis ?? [0];

    /// <inheritdoc/>
    public sealed override Tensor Apply(Tensor w)
    {
        Tensor norms = w.square().sum(Axis, keepdim: true).sqrt();
        return w * (TargetNorms(norms) / (norms + KerasMath.Epsilon));
    }

    /// <summary>The target norms.</summary>
    /// <param name="norms">The present norms.</param>
    protected abstract Tensor TargetNorms(Tensor norms);
}
