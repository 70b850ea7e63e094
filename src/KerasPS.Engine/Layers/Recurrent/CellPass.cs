using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// One pass of a cell over a batch of sequences: with its weights in the layer's dtype, and with its dropout masks, which all
/// time steps share.
/// </summary>
/// <param name="Project">
/// What the inputs contribute: <c>(..., batch, in)</c> to what <paramref name="Step"/> takes. It depends on no state, so all time steps can
/// be computed at once.
/// </param>
/// <param name="Step">One time step: what its input contributes, and the states before it, to its output and the states after it.</param>
/// <param name="Sequence">
/// All time steps in one operation, which has the same results: inputs <c>(time, batch, in)</c> and initial states to
/// outputs <c>(time, batch, out)</c> and last states. Null where the cell's options do not allow it.
/// </param>
internal sealed record CellPass(
    Func<Tensor, Tensor> Project,
    Func<Tensor, Tensor[], (Tensor Output, Tensor[] States)> Step,
    Func<Tensor, Tensor[], (Tensor Outputs, Tensor[] States)>? Sequence = null)
{
    /// <summary>Whether <see cref="Sequence"/> is faster than the steps on the CPU too, as on GPUs it is; oneDNN has such an operation for LSTMs alone.</summary>
    public bool IsSequenceFasterOnCpu { get; init; }
}
