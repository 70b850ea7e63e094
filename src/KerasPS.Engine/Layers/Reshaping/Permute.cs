using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Gives each sample its axes in another order.</summary>
/// <param name="dims">The input's axes in the output's order, counted from 1 without the batch axis: <c>2, 1</c> swaps the two axes of a matrix.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-PermuteLayer 2, 1) -InputShape 10, 8 | Get-ModelSummary
/// </code>
/// 10 steps of 8 features become 8 rows of 10.
/// </example>
/// <example>
/// <code>
/// New-PermuteLayer 3, 1, 2
/// </code>
/// Images with the channels first.
/// </example>
public sealed class Permute(long[] dims) : Layer
{
    /// <summary>The input's axes in the output's order, counted from 1.</summary>
    public long[] Dims { get; } = dims.Order().SequenceEqual(Enumerable.Range(1, dims.Length).Select(axis => (long)axis))
        ? dims
        : throw KerasException.InvalidValue(nameof(Permute), $"dims must be each of the axes from 1 on once, e.g. 2, 1, not {string.Join(", ", dims)}.", dims);

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) => inputShape.Length == Dims.Length
        ? Array.ConvertAll(Dims, axis => inputShape[axis - 1])
        : throw WrongShape(inputShape, $"with {Dims.Length} axes");

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => input.permute([0, .. Dims]);
}
