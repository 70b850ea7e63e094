using static TorchSharp.torch;

namespace KerasPS.Constraints;

/// <summary>All norms become 1.</summary>
/// <param name="axis">
/// The axes that a norm is taken over, one or several: 0 (the default) for each unit of a dense kernel <c>(in, out)</c>, 0, 1 and 2 for
/// each filter of a kernel <c>(height, width, in, out)</c>. Negative ones count from the last.
/// </param>
public sealed class UnitNorm(long[]? axis = null) : NormConstraint(axis)
{
    /// <inheritdoc/>
    protected override Tensor TargetNorms(Tensor norms) => norms.clamp(1, 1);
}
