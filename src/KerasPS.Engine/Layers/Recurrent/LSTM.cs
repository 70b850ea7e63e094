using System.ComponentModel;
using KerasPS.Activations;
using KerasPS.Configuration;

namespace KerasPS.Layers;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997): at each time step, with <c>i, f, g, o</c> the four blocks of
/// <c>x · kernel + h · recurrent_kernel + bias</c>, activated: <c>c' = f · c + i · g</c>, <c>h' = o · activation(c')</c>. Input
/// <c>(time, features)</c>, and initial states h and c, <c>(units)</c> each, after it, where they are not zeros. Output <c>(units)</c> of the
/// last time step, or <c>(time, units)</c> of all; with returnState the last h and c after it.
/// </summary>
/// <remarks>The kernel is <c>(features, 4 units)</c>, blocks i, f, c, o, the recurrent kernel <c>(units, 4 units)</c>, the bias <c>(4 units)</c>.</remarks>
/// <param name="units">The number of output units.</param>
/// <param name="activation">The activation of the carry c and of what is added to it; <c>tanh</c> by default, <c>linear</c> for none.</param>
/// <param name="recurrentActivation">The activation of the gates i, f and o; <c>sigmoid</c> by default, <c>linear</c> for none.</param>
/// <param name="useBias">Whether a bias is added.</param>
public sealed class LSTM(
    int units,
    ActivationFunction? activation = null,
    ActivationFunction? recurrentActivation = null,
    bool useBias = true)
    : KernelRecurrentLayer(new LSTMCell(units, activation, recurrentActivation, useBias))
{
    /// <inheritdoc cref="LSTMCell.RecurrentActivation"/>
    public ActivationFunction RecurrentActivation => ((LSTMCell)Cell).RecurrentActivation;

    /// <inheritdoc cref="LSTMCell.UnitForgetBias"/>
    [KerasArgument(After = nameof(BiasInitializer)), DefaultValue(true)]
    public bool UnitForgetBias { get => ((LSTMCell)Cell).UnitForgetBias; set => ((LSTMCell)Cell).UnitForgetBias = value; }
}
