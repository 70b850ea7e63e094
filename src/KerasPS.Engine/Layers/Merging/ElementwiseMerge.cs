using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The base of layers that merge element by element. Inputs have the same shape, or sizes of 1 where others have more, or fewer axes:
/// those that lack are the first ones after the batch axis. A time step of the output is padding where it is in all inputs.
/// </summary>
public abstract class ElementwiseMerge : Merge
{
    /// <inheritdoc/>
    public override Tensor?[] ComputeMasks(Tensor[] inputs, Tensor?[] masks, int outputs) =>
        [masks.Any(mask => mask is null) ? null : masks.Aggregate((all, mask) => all!.logical_or(mask!))];

    /// <inheritdoc/>
    protected sealed override long[] MergeShapes(long[][] shapes)
    {
        long[] merged = new long[shapes.Max(shape => shape.Length)];
        for (int fromEnd = 1; fromEnd <= merged.Length; fromEnd++)
        {
            long[] sizes = shapes.Where(shape => shape.Length >= fromEnd).Select(shape => shape[^fromEnd]).ToArray();
            long[] known = sizes.Where(size => size > 1).Distinct().ToArray();
            if (known.Length > 1)
                throw ShapesDiffer(shapes, "that can be broadcast: sizes, counted from the last axis, are equal or 1");
            merged[^fromEnd] = sizes.Contains(-1) ? -1 : known.Length == 1 ? known[0] : sizes[0];
        }

        return merged;
    }

    /// <inheritdoc/>
    protected sealed override Tensor MergeTensors(Tensor[] inputs, IReadOnlyList<Tensor?> masks)
    {
        long rank = inputs.Max(input => input.ndim);
        Tensor[] aligned = Array.ConvertAll(inputs, input => WithRank(input, rank));
        // As in Keras, an input that had to be given axes counts as one without a mask.
        return Combine(aligned, inputs.Select((input, i) => input.ndim < rank || masks[i] is not { } mask ? null : Mask.Expand(mask, rank)).ToArray());
    }

    /// <summary>Computes the output.</summary>
    /// <param name="inputs">The inputs, with as many axes each.</param>
    /// <param name="masks">The mask of each input with as many axes as the input, or null.</param>
    protected abstract Tensor Combine(Tensor[] inputs, Tensor?[] masks);

    private static Tensor WithRank(Tensor input, long rank)
    {
        while (input.ndim < rank)
            input = input.unsqueeze(1);
        return input;
    }
}
