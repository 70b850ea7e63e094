namespace KerasPS.Tests.Layers;

public class EmbeddingTests : TensorTest
{
    internal static LayerCase[] LayerCases =>
    [
        new(() => new Embedding(4, 3), [2, 5]) { Indices = 4, ChecksOnCpu = true },
        new(() => new Embedding(3, 2, maskZero: true), [2, 3], "with padding") { Indices = 3, ChecksOnCpu = true },
    ];

    [Fact]
    public void Numbers_become_rows_in_any_shape()
    {
        Embedding layer = new(3, 2);
        Assert.Equal([2, 1, 2, 2], LayerFixtures.Call(layer, tensor([0f, 2, 1, 1], [2, 1, 2])).shape);
        float[] rows = layer.Variables[0].ToArray();
        Assert.Equal([.. rows[..2], .. rows[4..], .. rows[2..4], .. rows[2..4]], LayerFixtures.Call(layer, tensor([0f, 2, 1, 1], [4])).Values());
    }

    [Fact]
    public void Zeros_are_padding_where_they_are_said_to_be()
    {
        Tensor input = tensor([2f, 1, 0, 0, 1, 0], [2, 3]);
        Assert.Equal("110 010", RowsOf(Assert.Single(LayerFixtures.Run(new Embedding(3, 2, maskZero: true), [input])).Mask));
        Assert.Null(Assert.Single(LayerFixtures.Run(new Embedding(3, 2), [input], ["111 110"])).Mask);
        Assert.True(new Embedding(3, 2, maskZero: true).SupportsMasking);
        Assert.False(new Embedding(3, 2).SupportsMasking);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(3f)]
    [InlineData(1e9f)]
    public void Numbers_without_a_row_are_refused(float number)
    {
        ThrowsError("ValueOutOfRange", () => LayerFixtures.Call(new Embedding(3, 2), tensor([0f, number], [1, 2])), "'the_layer'", "0 to 2", $"{number:F0}");
    }

    public static TheoryData<Func<Layer, Layer>> Wrappers => new() { layer => layer, layer => new TimeDistributed(layer), layer => new SpectralNormalization(layer) };

    [Theory]
    [MemberData(nameof(Wrappers))]
    public void Numbers_that_bfloat16_could_not_hold_stay_whole(Func<Layer, Layer> wrap)
    {
        Layer layer = wrap(new Embedding(2001, 1));
        Tensor input = tensor([1999f, 2000], [1, 2, 1]);
        float[] expected = LayerFixtures.Call(layer, input).to_type(ScalarType.BFloat16).Values();
        layer.ApplyPolicy(DtypePolicy.Of("mixed_bfloat16"));
        Tensor output = LayerFixtures.Call(layer, input);
        Assert.Equal(ScalarType.BFloat16, output.dtype);
        Assert.Equal(expected, output.Values());
    }

    [Fact]
    public void Gradients_add_up_by_row_in_the_flat_parameters()
    {
        using Generator generator = new(0);
        Embedding layer = new(4, 2);
        layer.Build([3], generator);
        using FlatParameters parameters = FlatParameters.Gather(layer.TrainedVariables, CPU);
        Tensor output = layer.Call(tensor([1f, 3, 1], [1, 3]), new CallContext(Training: true, generator));
        (output * tensor([1f, 2, 3, 4, 5, 6], [1, 3, 2])).sum().backward();
        Assert.Equal([0, 0, 6, 8, 0, 0, 3, 4], parameters.Gradients.Values());
    }

    [Fact]
    public void Padding_is_left_out_by_the_recurrent_layer_after()
    {
        using Generator generator = new(0);
        Embedding embedding = new(5, 3, maskZero: true);
        LSTM lstm = new(4);
        Tensor words = tensor([3f, 1, 4], [1, 3]);
        Tensor padded = tensor([3f, 1, 4, 0, 0], [1, 5]);
        float[] found = Chained(padded);

        // A product of more rows may round otherwise.
        Assert.Equal(Chained(words), found, (expected, actual) => Math.Abs(expected - actual) <= 1e-8);
        embedding.Variables[0].Value.detach().narrow(0, 0, 1).fill_(100);
        Assert.Equal(found, Chained(padded));

        float[] Chained(Tensor input)
        {
            MaskedTensor[] embedded = LayerFixtures.Run(embedding, [input]);
            if (!lstm.IsBuilt)
                lstm.Build([3, 3], generator);
            return Assert.Single(lstm.Run(embedded, new CallContext(Training: false, generator))).Value.Values();
        }
    }

    [Fact]
    public void A_model_of_words_learns()
    {
        // The class is whether the first word is below the third.
        float[] words = Enumerable.Range(0, 64).SelectMany(i => new[] { i % 4f, (i / 4) % 4, (i / 16) % 4 }).ToArray();
        float[] labels = words.Chunk(3).Select(three => three[0] < three[2] ? 1f : 0f).ToArray();
        Sequential model = new([new Embedding(4, 4), new Bidirectional(new GRU(6)), new Dense(1, "sigmoid")]);
        model.Compile(new Adam(0.03), "binary_crossentropy", ["accuracy"]);
        KerasPS.Data.Dataset data = new(words, [3], labels);
        _ = model.Fit(data, new FitOptions { Epochs = 60, BatchSize = 16, Seed = 1 }).Count();
        Assert.InRange(model.Evaluate(data).ToDictionary()["accuracy"], 0.95, 1);
    }
}
