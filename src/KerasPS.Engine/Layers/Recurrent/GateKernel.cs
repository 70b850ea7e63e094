using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The kernel of a cell, whose columns are the blocks of its gates, with the dropout of what it multiplies.</summary>
/// <param name="kernel">The kernel, <c>(in, gates * units)</c>.</param>
/// <param name="gates">The number of gates.</param>
/// <param name="masks">Dropout masks <c>(batch, in)</c>: none, one for all gates, or one for each gate.</param>
internal sealed class GateKernel(Tensor kernel, int gates, Tensor[] masks)
{
    private readonly Tensor[] blocks = gates == 1 ? [kernel] : kernel.chunk(gates, 1);

    /// <summary>The kernel without dropout.</summary>
    public Tensor Values => kernel;

    /// <summary>Whether nothing is dropped.</summary>
    public bool IsWhole => masks.Length == 0;

    /// <summary>What the inputs contribute to all gates: <c>(..., batch, in)</c> to <c>(..., batch, gates * units)</c>.</summary>
    public Tensor Apply(Tensor input) => masks.Length > 1
        ? cat(Enumerable.Range(0, gates).Select(gate => Apply(input, gate)).ToArray(), -1)
        : TorchSharpWorkarounds.MatMul(Dropped(input), kernel);

    /// <summary>What the inputs contribute to one gate: <c>(..., batch, in)</c> to <c>(..., batch, units)</c>.</summary>
    public Tensor Apply(Tensor input, int gate) => TorchSharpWorkarounds.MatMul(Dropped(input, gate), blocks[gate]);

    /// <summary>A sum <c>(gates * units)</c> or <c>(batch, gates * units)</c>, with what inputs or states <c>(..., batch, in)</c> contribute to all gates added.</summary>
    public Tensor AddTo(Tensor sum, Tensor input)
    {
        if (!IsWhole)
            return Apply(input).add(sum);
        return input.ndim == 2
            ? sum.addmm(input, kernel)
            : sum.addmm(input.reshape(-1, input.size(-1)), kernel).view([.. input.shape[..^1], kernel.size(1)]);
    }

    /// <summary>The inputs with the dropout of a gate; where all gates share one mask, the number means nothing.</summary>
    public Tensor Dropped(Tensor input, int gate = 0) => masks.Length switch
    {
        0 => input,
        1 => input * masks[0],
        _ => input * masks[gate],
    };
}
