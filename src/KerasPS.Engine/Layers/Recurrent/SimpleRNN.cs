using KerasPS.Activations;
using KerasPS.Configuration;

namespace KerasPS.Layers;

/// <summary>
/// A fully connected recurrent layer: <c>h' = activation(x · kernel + bias + h · recurrent_kernel)</c> at each time step. Input
/// <c>(time, features)</c>, and an initial state <c>(units)</c> after it, where it is not zeros. Output <c>(units)</c> of the last time step,
/// or <c>(time, units)</c> of all; with returnState the last state after it.
/// </summary>
/// <remarks>The kernel is <c>(features, units)</c>, the recurrent kernel <c>(units, units)</c>, the bias <c>(units)</c>.</remarks>
/// <param name="units">The number of output units.</param>
/// <param name="activation">The activation; <c>tanh</c> by default, <c>linear</c> for none.</param>
/// <param name="useBias">Whether a bias is added.</param>
public sealed class SimpleRNN(
    int units,
    ActivationFunction? activation = null,
    bool useBias = true)
    : KernelRecurrentLayer(new SimpleRNNCell(units, activation, useBias))
{
    /// <inheritdoc cref="KernelRecurrentLayer.Seed"/>
    [KerasArgument(After = nameof(Unroll))]
    public override int? Seed { get => base.Seed; set => base.Seed = value; }
}
