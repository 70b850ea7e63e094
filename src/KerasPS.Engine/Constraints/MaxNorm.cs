using static TorchSharp.torch;

namespace KerasPS.Constraints;

/// <summary>Norms above a maximum are brought down to it (Srivastava et al. 2014).</summary>
/// <param name="maxValue">The largest norm; 2 as in Keras.</param>
/// <param name="axis">
/// The axes that a norm is taken over, one or several: 0 (the default) for each unit of a dense kernel <c>(in, out)</c>, 0, 1 and 2 for
/// each filter of a kernel <c>(height, width, in, out)</c>. Negative ones count from the last.
/// </param>
public sealed class MaxNorm(double maxValue = 2.0, long[]? axis = null) : NormConstraint(axis)
{
    /// <summary>The largest norm.</summary>
    public double MaxValue { get; } = Require.NotNegative(maxValue, nameof(MaxNorm), nameof(maxValue));

    /// <inheritdoc/>
    protected override Tensor TargetNorms(Tensor norms) => norms.clamp(0, MaxValue);
}
