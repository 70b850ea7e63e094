namespace KerasPS.Onnx;

/// <summary>Operations that move elements and do not change them.</summary>
internal sealed partial class OnnxValue
{
    /// <summary>Where the value is a transposition: of what, and its order of axes.</summary>
    private (OnnxValue Before, long[] Order)? Transposition =>
        Producer is { Operation: "Transpose", Inputs: [{ } before] } node ? (before, (long[])node.Attributes[0].Value) : null;

    /// <summary>The axes in another order; transpositions that follow one another become one, or none.</summary>
    public OnnxValue Transpose(params long[] order)
    {
        if (Transposition is var (before, earlier))
            return before.Transpose(Array.ConvertAll(order, axis => earlier[axis]));
        return order.SequenceEqual(order.Order()) ? this : graph.Add("Transpose", [this], ("perm", order));
    }

    /// <summary>Batches with their channels last, as they are between layers, with their channels first.</summary>
    public OnnxValue ChannelsFirst(int rank) => Transpose([0, rank - 1, .. Axes(1, rank - 2)]);

    /// <summary>The way back.</summary>
    public OnnxValue ChannelsLast(int rank) => Transpose([0, .. Axes(2, rank - 2), 1]);

    /// <summary>Another shape; 0 takes the size that the axis has, -1 what is left.</summary>
    public OnnxValue Reshape(params long[] shape) => graph.Add("Reshape", [this, graph.Integers(shape)]);

    /// <summary>Another shape, which another value holds.</summary>
    public OnnxValue Reshape(OnnxValue shape) => graph.Add("Reshape", [this, shape]);

    public OnnxValue Unsqueeze(params long[] axes) => graph.Add("Unsqueeze", [this, graph.Integers(axes)]);

    public OnnxValue Squeeze(params long[] axes) => graph.Add("Squeeze", [this, graph.Integers(axes)]);

    /// <summary>Broadcasts to a shape (ONNX's Expand).</summary>
    public OnnxValue Expand(OnnxValue shape) => graph.Add("Expand", [this, shape]);

    /// <summary>A slice of an axis: from an index to before another one; negative ones count from the end.</summary>
    public OnnxValue Slice(long axis, long from, long to, long step = 1) =>
        graph.Add("Slice", [this, graph.Integers(from), graph.Integers(to), graph.Integers(axis), graph.Integers(step)]);

    /// <summary>An axis from its end.</summary>
    public OnnxValue Flip(long axis) => Slice(axis, -1, long.MinValue, -1);

    /// <summary>One index on an axis, which is removed.</summary>
    public OnnxValue At(long axis, long index) => graph.Add("Gather", [this, graph.Integer(index)], ("axis", axis));

    /// <summary>Indices on an axis.</summary>
    public OnnxValue Gather(OnnxValue indices, long axis) => graph.Add("Gather", [this, indices], ("axis", axis));

    /// <summary>Parts of equal size.</summary>
    public OnnxValue[] Split(int parts, long axis) => parts == 1 ? [this] : graph.AddMany("Split", [this], parts, [("axis", axis)]);

    /// <summary>Concatenated.</summary>
    public OnnxValue Concat(long axis, params OnnxValue[] others) => graph.Add("Concat", [this, .. others], ("axis", axis));

    /// <summary>Adds a value at the borders; what is added before each axis, then what is added after each.</summary>
    public OnnxValue Pad(long[] borders, double value = 0) => graph.Add("Pad", [this, graph.Integers(borders), Constant(value)]);

    /// <summary>The sizes of the axes, or of some of them.</summary>
    public OnnxValue Sizes(int from = 0, int? to = null)
    {
        OnnxValue sizes = graph.Add("Shape", [this]);
        return from == 0 && to is null ? sizes : sizes.Slice(0, from, to ?? long.MaxValue);
    }

    /// <summary>The size of an axis as one number.</summary>
    public OnnxValue Size(int axis) => graph.Add("Shape", [this]).At(0, axis);

    /// <summary>0, 1, 2, ... before this number.</summary>
    public OnnxValue Range() => graph.Add("Range", [graph.Integer(0), this, graph.Integer(1)]);

    private static IEnumerable<long> Axes(long first, long count) => Enumerable.Range((int)first, (int)count).Select(axis => (long)axis);
}
