using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Concatenates one or more inputs along an axis; their other sizes agree.</summary>
/// <param name="axis">The axis, the batch axis counted as 0: 1 for time or rows, -1 (the default) for features or channels.</param>
public sealed class Concatenate(int axis = -1) : Merge
{
    /// <summary>The axis, the batch axis counted as 0.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    public override Tensor?[] ComputeMasks(Tensor[] inputs, Tensor?[] masks, int outputs)
    {
        if (masks.All(mask => mask is null))
            return [null];
        long axis = Axis < 0 ? Axis + inputs[0].ndim : Axis;
        int rank = (int)masks.Max(mask => mask?.ndim ?? 0);
        IEnumerable<Tensor> known = inputs.Select((input, i) => masks[i] ?? ones(input.shape[..rank], ScalarType.Bool, input.device));
        return [axis < rank ? cat(known.ToArray(), axis) : known.Aggregate((any, mask) => any.logical_or(mask))];
    }

    /// <inheritdoc/>
    protected override long[] MergeShapes(long[][] shapes)
    {
        int at = SampleAxes.Resolve(this, Axis, shapes[0]) - 1;
        if (shapes.Any(shape => shape.Length != shapes[0].Length))
            throw ShapesDiffer(shapes, "with the same number of axes");
        long[] merged = new long[shapes[0].Length];
        for (int i = 0; i < merged.Length; i++)
        {
            long[] sizes = shapes.Select(shape => shape[i]).ToArray();
            long[] known = sizes.Where(size => size >= 0).Distinct().ToArray();
            if (i == at)
                merged[i] = sizes.Contains(-1) ? -1 : sizes.Sum();
            else if (known.Length > 1)
                throw ShapesDiffer(shapes, $"whose sizes agree but for axis {at + 1} (the batch axis is 0)");
            else
                merged[i] = known.Length == 1 ? known[0] : -1;
        }

        return merged;
    }

    /// <inheritdoc/>
    protected override Tensor MergeTensors(Tensor[] inputs, IReadOnlyList<Tensor?> masks) => cat(inputs, Axis);
}
