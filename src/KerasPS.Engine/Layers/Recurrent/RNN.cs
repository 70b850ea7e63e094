namespace KerasPS.Layers;

/// <summary>
/// A recurrent layer over any cell. Input <c>(time, features)</c>, and initial states <c>(size)</c> after it, where they are not zeros. Output
/// <c>(size)</c> of the last time step, or <c>(time, size)</c> of all; with returnState the last states after it.
/// </summary>
/// <param name="cell">What is done at each time step: an LSTMCell, GRUCell, SimpleRNNCell or StackedRNNCells.</param>
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
public sealed class RNN(RecurrentCell cell) : RecurrentLayer(cell);
