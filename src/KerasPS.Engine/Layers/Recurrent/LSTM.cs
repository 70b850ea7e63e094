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
/// <param name="dropout">The fraction of the inputs to drop in training, from 0 to 1; the same ones at all time steps.</param>
/// <param name="recurrentDropout">
/// The fraction of the state to drop in training, from 0 to 1; the same values at all time steps, but others for each gate, then
/// also of the inputs.
/// </param>
/// <param name="seed">The seed of the layer's own stream of random numbers for dropout; null (the default) takes them from the training's.</param>
/// <param name="returnSequences">Whether the outputs of all time steps are returned, not only that of the last.</param>
/// <param name="returnState">Whether the last states are returned after the output.</param>
/// <param name="goBackwards">Whether the sequences are read from their ends; the outputs come in the order in which they were computed.</param>
/// <param name="stateful">Whether the states continue from batch to batch: the last states of a batch are the initial states of the next; batches must then be of one size.</param>
/// <param name="unroll">Accepted for Keras, but it changes nothing: time steps are always computed one after the other, without a graph.</param>
/// <param name="zeroOutputForMask">Whether the outputs of masked time steps are zeros, not the output before them.</param>
public sealed class LSTM(
    int units,
    ActivationFunction? activation = null,
    ActivationFunction? recurrentActivation = null,
    bool useBias = true,
    double dropout = 0,
    double recurrentDropout = 0,
    int? seed = null,
    bool returnSequences = false,
    bool returnState = false,
    bool goBackwards = false,
    bool stateful = false,
    bool unroll = false,
    bool zeroOutputForMask = false)
    : KernelRecurrentLayer(
        new LSTMCell(units, activation, recurrentActivation, useBias, dropout, recurrentDropout, seed),
        returnSequences, returnState, goBackwards, stateful, unroll, zeroOutputForMask)
{
    /// <inheritdoc cref="LSTMCell.RecurrentActivation"/>
    public ActivationFunction RecurrentActivation => ((LSTMCell)Cell).RecurrentActivation;

    /// <inheritdoc cref="LSTMCell.UnitForgetBias"/>
    [KerasArgument(After = nameof(BiasInitializer))]
    public bool UnitForgetBias { get => ((LSTMCell)Cell).UnitForgetBias; set => ((LSTMCell)Cell).UnitForgetBias = value; }
}
