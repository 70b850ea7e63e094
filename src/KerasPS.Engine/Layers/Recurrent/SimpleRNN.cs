using KerasPS.Activations;

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
/// <param name="dropout">The fraction of the inputs to drop in training, from 0 to 1; the same ones at all time steps.</param>
/// <param name="recurrentDropout">The fraction of the state to drop in training, from 0 to 1; the same values at all time steps.</param>
/// <param name="returnSequences">Whether the outputs of all time steps are returned, not only that of the last.</param>
/// <param name="returnState">Whether the last states are returned after the output.</param>
/// <param name="goBackwards">Whether the sequences are read from their ends; the outputs come in the order in which they were computed.</param>
/// <param name="stateful">Whether the states continue from batch to batch: the last states of a batch are the initial states of the next; batches must then be of one size.</param>
/// <param name="unroll">Accepted for Keras, but it changes nothing: time steps are always computed one after the other, without a graph.</param>
/// <param name="seed">The seed of the layer's own stream of random numbers for dropout; null (the default) takes them from the training's.</param>
/// <param name="zeroOutputForMask">Whether the outputs of masked time steps are zeros, not the output before them.</param>
public sealed class SimpleRNN(
    int units,
    ActivationFunction? activation = null,
    bool useBias = true,
    double dropout = 0,
    double recurrentDropout = 0,
    bool returnSequences = false,
    bool returnState = false,
    bool goBackwards = false,
    bool stateful = false,
    bool unroll = false,
    int? seed = null,
    bool zeroOutputForMask = false)
    : KernelRecurrentLayer(
        new SimpleRNNCell(units, activation, useBias, dropout, recurrentDropout, seed),
        returnSequences, returnState, goBackwards, stateful, unroll, zeroOutputForMask);
