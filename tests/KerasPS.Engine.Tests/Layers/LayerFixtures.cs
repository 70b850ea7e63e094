namespace KerasPS.Tests.Layers;

/// <summary>What tests of layers' outputs need.</summary>
internal static class LayerFixtures
{
    /// <summary>A mask from a row of digits a sample, e.g. <c>110 100</c>; 0 is padding.</summary>
    public static Tensor MaskOf(string rows)
    {
        string[] samples = rows.Split(' ');
        byte[] flags = string.Concat(samples).Select(digit => (byte)(digit - '0')).ToArray();
        return tensor(flags, [samples.Length, samples[0].Length]).to_type(ScalarType.Bool);
    }

    /// <summary>A mask as <see cref="MaskOf"/> takes it.</summary>
    public static string? RowsOf(Tensor? mask)
    {
        if (mask is null)
            return null;
        string digits = string.Concat(mask.to_type(ScalarType.Byte).contiguous().data<byte>().ToArray());
        return string.Join(' ', digits.Chunk((int)mask.size(1)).Select(row => new string(row)));
    }

    /// <summary>Values 0.1, -0.2, 0.3, ... in another order for each seed, so that all differ.</summary>
    public static Tensor Sample(long[] shape, int seed = 0)
    {
        int count = (int)shape.Aggregate(1L, (product, n) => product * n);
        float[] values = Enumerable.Range(1, count).Select(i => i % 2 == 0 ? -0.1f * i : 0.1f * i).ToArray();
        new Random(seed).Shuffle(values);
        return tensor(values, shape);
    }

    /// <summary>A tensor's values, row-major.</summary>
    public static float[] Values(this Tensor x) => x.detach().to_type(ScalarType.Float32).contiguous().data<float>().ToArray();

    /// <summary>Builds the layer where it is not built yet, and calls it; outputs and masks come as a model would get them.</summary>
    public static MaskedTensor[] Run(Layer layer, Tensor[] inputs, string?[]? masks = null, bool training = false, ulong seed = 0)
    {
        using Generator generator = new(seed);
        layer.Name ??= "the_layer";
        if (!layer.IsBuilt)
            layer.Build(Array.ConvertAll(inputs, input => input.shape[1..]), generator);
        MaskedTensor[] masked = inputs
            .Select((input, i) => new MaskedTensor(input, masks?[i] is { } rows ? MaskOf(rows) : null))
            .ToArray();
        MaskedTensor[] outputs = layer.Run(masked, new CallContext(training, generator));
        long[][] announced = layer.ComputeOutputShapes(Array.ConvertAll(inputs, input => input.shape[1..]));
        Assert.Equal(announced, outputs.Select(output => output.Value.shape[1..]));
        return outputs;
    }

    /// <summary>The one output of a layer.</summary>
    public static Tensor Call(Layer layer, Tensor input, string? mask = null, bool training = false, ulong seed = 0) =>
        Assert.Single(Run(layer, [input], [mask], training, seed)).Value;
}
