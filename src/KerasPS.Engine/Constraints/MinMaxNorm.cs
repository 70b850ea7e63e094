using static TorchSharp.torch;

namespace KerasPS.Constraints;

/// <summary>Norms outside a minimum and a maximum move towards the nearer one: the target norm is rate · clip(norm, min, max) + (1 - rate) · norm.</summary>
/// <param name="minValue">The smallest norm; 0 as in Keras.</param>
/// <param name="maxValue">The largest norm; 1 as in Keras.</param>
/// <param name="rate">From 0 to 1: how strictly the norms are enforced at each step; 1, completely, as in Keras.</param>
/// <param name="axis">
/// The axes that a norm is taken over, one or several: 0 (the default) for each unit of a dense kernel <c>(in, out)</c>, 0, 1 and 2 for
/// each filter of a kernel <c>(height, width, in, out)</c>. Negative ones count from the last.
/// </param>
public sealed class MinMaxNorm(double minValue = 0.0, double maxValue = 1.0, double rate = 1.0, long[]? axis = null) : NormConstraint(axis)
{
    /// <summary>The smallest norm.</summary>
    public double MinValue { get; } = Require.NotNegative(minValue, nameof(MinMaxNorm), nameof(minValue));

    /// <summary>The largest norm.</summary>
    public double MaxValue { get; } = Require.NotBelow(minValue, maxValue, nameof(MinMaxNorm), nameof(maxValue));

    /// <summary>How strictly the norms are enforced at each step, from 0 to 1.</summary>
    public double Rate { get; } = Require.Fraction(rate, nameof(MinMaxNorm), nameof(rate));

    /// <inheritdoc/>
    protected override Tensor TargetNorms(Tensor norms) => (norms.clamp(MinValue, MaxValue) * Rate) + (norms * (1 - Rate));
}
