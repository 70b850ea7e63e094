namespace KerasPS.Tests.Numerics;

/// <summary>Numbers with a shape, row-major: what formulas are written with that must not use torch.</summary>
internal sealed class NumberArray(long[] shape, double[] values)
{
    public long[] Shape => shape;

    public double[] Values => values;

    public double this[params long[] at] => values[Place(at)];

    public static NumberArray Of(long[] shape, Func<long[], double> value) => new(shape, Indices(shape).Select(value).ToArray());

    /// <summary>All places of a shape, the last index changing fastest.</summary>
    public static IEnumerable<long[]> Indices(IEnumerable<long> shape) =>
        shape.Aggregate((IEnumerable<long[]>)[[]], (places, n) => places.SelectMany(place => Enumerable.Range(0, (int)n).Select(i => (long[])[.. place, i])));

    public NumberArray Map(Func<double, double> function) => new(shape, Array.ConvertAll(values, value => function(value)));

    /// <summary>Both together, the other one repeated along axes that it lacks or has with length 1.</summary>
    public NumberArray With(NumberArray other, Func<double, double, double> function)
    {
        int lacking = shape.Length - other.Shape.Length;
        return Of(shape, at => function(this[at], other[other.Shape.Select((n, axis) => n == 1 ? 0 : at[axis + lacking]).ToArray()]));
    }

    /// <summary>What a function makes of the numbers along some axes; all where none is named.</summary>
    public NumberArray Fold(Func<double[], double> function, long[]? axes = null, bool keepdim = false)
    {
        long[] folded = (axes ?? Enumerable.Range(0, shape.Length).Select(axis => (long)axis).ToArray()).Select(axis => axis < 0 ? axis + shape.Length : axis).ToArray();
        bool IsFolded(int axis) => folded.Contains(axis);
        NumberArray kept = Of(
            shape.Select((n, axis) => IsFolded(axis) ? 1 : n).ToArray(),
            at => function(Indices(folded.Select(axis => shape[axis])).Select(along => this[at.Select((i, axis) => IsFolded(axis) ? along[Array.IndexOf(folded, axis)] : i).ToArray()]).ToArray()));
        return keepdim ? kept : new(shape.Where((_, axis) => !IsFolded(axis)).ToArray(), kept.Values);
    }

    public NumberArray Permuted(params int[] axes) =>
        Of(axes.Select(axis => shape[axis]).ToArray(), at => this[Enumerable.Range(0, axes.Length).Select(axis => at[Array.IndexOf(axes, axis)]).ToArray()]);

    public NumberArray Reshaped(params long[] other) => new(other, values);

    private long Place(long[] at) => at.Select((index, axis) => (index, axis)).Aggregate(0L, (place, next) => (place * shape[next.axis]) + next.index);
}
