using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Several cells as one: each takes the output of the one before. The states are those of the first cell, then those of the next, and so on.</summary>
/// <param name="cells">The cells in order.</param>
/// <example>
/// <code>
/// New-StackedRNNCellsLayer (New-LSTMCellLayer 16), (New-LSTMCellLayer 8)
/// </code>
/// Two cells as one.
/// </example>
/// <example>
/// <code>
/// New-SequentialModel (New-RNNLayer (New-StackedRNNCellsLayer (New-GRUCellLayer 16), (New-GRUCellLayer 8))) -InputShape 10, 8 | Get-ModelSummary
/// </code>
/// Sequences of 10 steps become the 8 values of the last cell.
/// </example>
public sealed class StackedRNNCells(RecurrentCell[] cells) : RecurrentCell
{
    /// <summary>The cells in order.</summary>
    public RecurrentCell[] Cells { get; } = cells.Length > 0
        ? cells
        : throw KerasException.InvalidValue(nameof(StackedRNNCells), "cells must be one cell or more.");

    /// <inheritdoc/>
    public override IReadOnlyList<long> StateSize => Cells.SelectMany(cell => cell.StateSize).ToArray();

    /// <inheritdoc/>
    public override long OutputSize => Cells[^1].OutputSize;

    internal override IReadOnlyList<Layer> Sublayers => Cells;

    internal override IEnumerable<(string Attribute, Layer Layer)> Attributes => LayerNames.Counted("cells", Cells);

    /// <inheritdoc/>
    protected override void CreateVariables(long[][] inputShapes)
    {
        long size = inputShapes[0][0];
        for (int i = 0; i < Cells.Length; i++)
        {
            LayerNames.Claim(Cells[i], Cells.Where(other => other != Cells[i]), Name);
            AddSublayer(Cells[i], [size]);
            size = Cells[i].OutputSize;
        }
    }

    internal override CellPass Begin(long batch, CallContext context)
    {
        CellPass[] passes = Array.ConvertAll(Cells, cell => cell.Begin(batch, context));
        return new CellPass(passes[0].Project, Step);

        (Tensor, Tensor[]) Step(Tensor x, Tensor[] states)
        {
            List<Tensor> after = [];
            Tensor output = x;
            for (int i = 0; i < passes.Length; i++)
            {
                Tensor[] own = states[after.Count..(after.Count + Cells[i].StateSize.Count)];
                (output, own) = passes[i].Step(i == 0 ? x : passes[i].Project(output), own);
                after.AddRange(own);
            }

            return (output, after.ToArray());
        }
    }
}
