using KerasPS.Activations;

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
/// <param name="resetAfter">
/// Whether the reset gate r comes after the multiplication with the recurrent kernel, which then has a bias of its own, as in cuDNN and
/// PyTorch; false for the gate before it, as in the first version of the paper.
/// </param>
/// <param name="zeroOutputForMask">Whether the outputs of masked time steps are zeros, not the output before them.</param>
public sealed class GRU(
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
    bool resetAfter = true,
    bool zeroOutputForMask = false)
    : KernelRecurrentLayer(
        new GRUCell(units, activation, recurrentActivation, useBias, dropout, recurrentDropout, resetAfter, seed),
        returnSequences, returnState, goBackwards, stateful, unroll, zeroOutputForMask)
{
    /// <inheritdoc cref="GRUCell.RecurrentActivation"/>
    public ActivationFunction RecurrentActivation => ((GRUCell)Cell).RecurrentActivation;

    /// <inheritdoc cref="GRUCell.ResetAfter"/>
    public bool ResetAfter => ((GRUCell)Cell).ResetAfter;
}
