namespace KerasPS.Layers;

/// <summary>Axes of a batch as Keras counts them: 0 is the batch axis, negative ones count from the last.</summary>
internal static class SampleAxes
{
    /// <summary>The axes as positive numbers, in ascending order.</summary>
    /// <param name="layer">The layer that they are an argument of.</param>
    /// <param name="axes">The axes.</param>
    /// <param name="sampleShape">The shape of a sample, which lacks the batch axis.</param>
    /// <param name="least">The first axis that makes sense: 1, or 0 where the batch axis does too.</param>
    /// <exception cref="KerasException">There is no such axis, or it is named twice.</exception>
    public static int[] Resolve(Layer layer, IEnumerable<long> axes, IReadOnlyList<long> sampleShape, int least = 1)
    {
        int[] resolved = axes.Select(axis => (int)Resolve(layer, axis, sampleShape, least)).Order().ToArray();
        return resolved.Distinct().Count() == resolved.Length
            ? resolved
            : throw new KerasException("InvalidValue", $"{layer.Subject} has an axis twice: {string.Join(", ", axes)}.", layer);
    }

    /// <summary>Whether two samples have as many axes, and the same sizes on some of them.</summary>
    /// <param name="axes">The axes, from 1.</param>
    /// <param name="left">The shape of one sample.</param>
    /// <param name="right">The shape of the other.</param>
    public static bool Agree(int[] axes, IReadOnlyList<long> left, IReadOnlyList<long> right) =>
        left.Count == right.Count && axes.All(axis => left[axis - 1] == right[axis - 1]);

    /// <summary>The shape of a batch with 1 for all axes but some, so that values on those go with the batch.</summary>
    /// <param name="axes">The axes, from 0.</param>
    /// <param name="batchShape">The shape of the batch.</param>
    public static long[] BroadcastShape(int[] axes, IEnumerable<long> batchShape) => batchShape.Select((size, axis) => axes.Contains(axis) ? size : 1).ToArray();

    /// <summary>One axis as a positive number.</summary>
    public static int Resolve(Layer layer, long axis, IReadOnlyList<long> sampleShape, int least = 1)
    {
        int rank = sampleShape.Count + 1;
        long positive = axis < 0 ? axis + rank : axis;
        return positive >= least && positive < rank
            ? (int)positive
            : throw new KerasException(
                "ShapeMismatch",
                $"{layer.Subject} works on axis {axis}, but samples of shape {Shape.Format(sampleShape)}"
                + $" have the axes {least} to {rank - 1}, where the batch axis is 0.",
                layer);
    }
}
