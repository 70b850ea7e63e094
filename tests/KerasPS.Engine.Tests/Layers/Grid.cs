namespace KerasPS.Tests.Layers;

/// <summary>Numbers on any number of axes, for formulas written as plain loops.</summary>
internal sealed class Grid(long[] shape, double[] values)
{
    public Grid(long[] shape)
        : this(shape, new double[Size(shape)])
    {
    }

    public long[] Shape => shape;

    public double[] Values => values;

    public double this[params long[] at]
    {
        get => values[Offset(at)];
        set => values[Offset(at)] = value;
    }

    /// <summary>Repeatable numbers from -1 to 1.</summary>
    public static Grid Random(long[] shape, int seed)
    {
        Random random = new(seed);
        return new Grid(shape, Enumerable.Range(0, (int)Size(shape)).Select(_ => (2 * random.NextDouble()) - 1).ToArray());
    }

    public static Grid Of(Tensor tensor) => new(tensor.shape, tensor.detach().to_type(ScalarType.Float64).contiguous().data<double>().ToArray());

    /// <summary>All positions on axes of the given sizes, the last one changing fastest.</summary>
    public static IEnumerable<long[]> Positions(params long[] sizes)
    {
        for (long i = 0; i < Size(sizes); i++)
        {
            long[] at = new long[sizes.Length];
            long rest = i;
            for (int axis = sizes.Length - 1; axis >= 0; axis--)
                (rest, at[axis]) = Math.DivRem(rest, sizes[axis]);
            yield return at;
        }
    }

    /// <summary>What a layer makes of these numbers in double precision, with weights from -1 to 1 that <paramref name="weights"/> gives out.</summary>
    public Grid Through(Layer layer, out Grid[] weights)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(1);
        layer.Build(shape[1..], generator);
        weights = layer.Variables.Select((variable, i) => Random(variable.Shape.ToArray(), seed: 10 + i)).ToArray();
        foreach ((Variable variable, Grid weight) in layer.Variables.Zip(weights))
            variable.MoveTo(weight.Tensor());
        Tensor output = layer.Call(Tensor(), new CallContext(Training: false, generator));
        Assert.Equal(layer.OutputShape, output.shape[1..]);
        return Of(output);
    }

    public Grid Through(Layer layer) => Through(layer, out _);

    public Tensor Tensor() => tensor(values, shape);

    public bool Contains(params long[] at) => at.Zip(shape).All(pair => pair.First >= 0 && pair.First < pair.Second);

    public static void AssertEqual(Grid expected, Grid actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        foreach ((double a, double b) in expected.Values.Zip(actual.Values))
            Assert.Equal(a, b, 1e-12);
    }

    private static long Size(long[] shape) => shape.Aggregate(1L, (product, n) => product * n);

    private long Offset(long[] at)
    {
        Assert.True(Contains(at));
        return at.Zip(shape).Aggregate(0L, (offset, pair) => (offset * pair.Second) + pair.First);
    }
}
