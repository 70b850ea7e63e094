using System.ComponentModel;
using KerasPS.Activations;
using KerasPS.Configuration;

namespace KerasPS.Layers;

/// <summary>
/// Gated recurrent units (Cho et al. 2014): at each time step, with gates <c>z</c> and <c>r</c> and a candidate <c>g</c> from the three
/// blocks of the kernels: <c>h' = z · h + (1 - z) · g</c>. Input <c>(time, features)</c>, and an initial state <c>(units)</c> after it, where it
/// is not zeros. Output <c>(units)</c> of the last time step, or <c>(time, units)</c> of all; with returnState the last state after it.
/// </summary>
/// <remarks>
/// The kernel is <c>(features, 3 units)</c>, blocks z, r, h, the recurrent kernel <c>(units, 3 units)</c>, the bias <c>(2, 3 units)</c>, or
/// <c>(3 units)</c> without resetAfter.
/// </remarks>
/// <param name="units">The number of output units.</param>
/// <param name="activation">The activation of the candidate; <c>tanh</c> by default, <c>linear</c> for none.</param>
/// <param name="recurrentActivation">The activation of the gates z and r; <c>sigmoid</c> by default, <c>linear</c> for none.</param>
/// <param name="useBias">Whether a bias is added.</param>
public sealed class GRU(
    int units,
    ActivationFunction? activation = null,
    ActivationFunction? recurrentActivation = null,
    bool useBias = true)
    : KernelRecurrentLayer(new GRUCell(units, activation, recurrentActivation, useBias))
{
    /// <inheritdoc cref="GRUCell.RecurrentActivation"/>
    public ActivationFunction RecurrentActivation => ((GRUCell)Cell).RecurrentActivation;

    /// <inheritdoc cref="GRUCell.ResetAfter"/>
    [KerasArgument(After = nameof(Unroll)), DefaultValue(true)]
    public bool ResetAfter { get => ((GRUCell)Cell).ResetAfter; set => ((GRUCell)Cell).ResetAfter = value; }
}
