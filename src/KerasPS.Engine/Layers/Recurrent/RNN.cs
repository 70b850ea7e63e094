namespace KerasPS.Layers;

/// <summary>
/// A recurrent layer over any cell. Input <c>(time, features)</c>, and initial states <c>(size)</c> after it, where they are not zeros. Output
/// <c>(size)</c> of the last time step, or <c>(time, size)</c> of all; with returnState the last states after it.
/// </summary>
/// <param name="cell">What is done at each time step: an LSTMCell, GRUCell, SimpleRNNCell or StackedRNNCells.</param>
/// <param name="returnSequences">Whether the outputs of all time steps are returned, not only that of the last.</param>
/// <param name="returnState">Whether the last states are returned after the output.</param>
/// <param name="goBackwards">Whether the sequences are read from their ends; the outputs come in the order in which they were computed.</param>
/// <param name="stateful">Whether the states continue from batch to batch: the last states of a batch are the initial states of the next; batches must then be of one size.</param>
/// <param name="unroll">Accepted for Keras, but it changes nothing: time steps are always computed one after the other, without a graph.</param>
/// <param name="zeroOutputForMask">Whether the outputs of masked time steps are zeros, not the output before them.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-RNNLayer (New-LSTMCellLayer 16)) -InputShape 10, 8 | Get-ModelSummary
/// </code>
/// What New-LSTMLayer 16 computes, step by step.
/// </example>
/// <example>
/// <code>
/// New-RNNLayer (New-StackedRNNCellsLayer (New-GRUCellLayer 16), (New-GRUCellLayer 8)) -ReturnSequences
/// </code>
/// Two cells at each time step, and the outputs of all steps.
/// </example>
public sealed class RNN(
    RecurrentCell cell,
    bool returnSequences = false,
    bool returnState = false,
    bool goBackwards = false,
    bool stateful = false,
    bool unroll = false,
    bool zeroOutputForMask = false)
    : RecurrentLayer(cell, returnSequences, returnState, goBackwards, stateful, unroll, zeroOutputForMask);
