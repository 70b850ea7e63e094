using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;

namespace KerasPS.Tests.Layers;

/// <summary>MultiHeadAttention and GroupQueryAttention against loops.</summary>
public class MultiHeadAttentionTests : TensorTest
{
    private const int Batch = 2;
    private const int Queries = 3;
    private const int Steps = 4;

    private static readonly Initializer Spread = new RandomUniform(-1, 1, seed: 5);

    private static readonly Dictionary<string, Case> Options = new()
    {
        ["one head"] = new(scores => new MultiHeadAttention(1, 3) { ReturnAttentionScores = scores, BiasInitializer = Spread }, new(1, 1, 3, 3)),
        ["heads with values of another size"] = new(scores => new MultiHeadAttention(2, 3, 2) { ReturnAttentionScores = scores, BiasInitializer = Spread }, new(2, 2, 3, 2)),
        ["without bias"] = new(scores => new MultiHeadAttention(2, 2, useBias: false) { ReturnAttentionScores = scores }, new(2, 2, 2, 2)),
        ["another output"] = new(scores => new MultiHeadAttention(2, 2, partialOutputShape: [6]) { ReturnAttentionScores = scores, BiasInitializer = Spread }, new(2, 2, 2, 2)),
        ["gate"] = new(scores => new MultiHeadAttention(2, 3, 2) { UseGate = true, ReturnAttentionScores = scores, BiasInitializer = Spread }, new(2, 2, 3, 2)),
        ["causal"] = new(scores => new MultiHeadAttention(2, 2) { UseCausalMask = true, ReturnAttentionScores = scores }, new(2, 2, 2, 2) { Allowed = (_, _, i, j) => j <= i }),
        ["window"] =
            new(scores => new MultiHeadAttention(2, 2, slidingWindow: 2) { ReturnAttentionScores = scores }, new(2, 2, 2, 2) { Allowed = (_, _, i, j) => Math.Abs(i - j) < 2 }),
        ["causal window"] = new(
            scores => new MultiHeadAttention(2, 2, slidingWindow: 2) { UseCausalMask = true, ReturnAttentionScores = scores },
            new(2, 2, 2, 2) { Allowed = (_, _, i, j) => j <= i && i - j < 2 }),
        ["masked values"] = new(
            scores => new MultiHeadAttention(2, 2) { ReturnAttentionScores = scores },
            new(2, 2, 2, 2) { Allowed = (b, _, _, j) => "1011 0110".Split(' ')[b][j] == '1' }) { Masks = [null, "1011 0110", null] },
        ["masked keys"] = new(
            scores => new MultiHeadAttention(2, 2) { ReturnAttentionScores = scores },
            new(2, 2, 2, 2) { Allowed = (b, _, _, j) => "1101 0110".Split(' ')[b][j] == '1' }) { Masks = [null, null, "1101 0110"] },
        ["masked queries"] = new(
            scores => new MultiHeadAttention(2, 2) { ReturnAttentionScores = scores, BiasInitializer = Spread },
            new(2, 2, 2, 2) { Allowed = (b, _, i, _) => "110 011".Split(' ')[b][i] == '1' }) { Masks = ["110 011", null, null] },
        ["all masks"] = new(
            scores => new MultiHeadAttention(2, 2, slidingWindow: 3) { UseCausalMask = true, ReturnAttentionScores = scores },
            new(2, 2, 2, 2)
            {
                Allowed = (b, _, i, j) => j <= i && i - j < 3 && "110 111".Split(' ')[b][i] == '1'
                    && "1011 1110".Split(' ')[b][j] == '1' && "1111 0111".Split(' ')[b][j] == '1',
            })
            { Masks = ["110 111", "1011 1110", "1111 0111"] },
        ["an attention mask"] = new(scores => new MultiHeadAttention(2, 2) { ReturnAttentionScores = scores }, new(2, 2, 2, 2) { Allowed = (b, _, i, j) => Given(b, 0, i, j) })
        {
            AttentionMask = [Batch, Queries, Steps],
        },
        ["an attention mask for each head, and a causal one"] = new(
            scores => new MultiHeadAttention(2, 2) { UseCausalMask = true, ReturnAttentionScores = scores },
            new(2, 2, 2, 2) { Allowed = (b, h, i, j) => j <= i && Given(b, h, i, j) })
            { AttentionMask = [Batch, 2, Queries, Steps] },
        ["groups"] = new(
            scores => new GroupQueryAttention(3, 4, 2) { ReturnAttentionScores = scores, BiasInitializer = Spread }, new(4, 2, 3, 3)),
        ["one group, gate and window"] = new(
            scores => new GroupQueryAttention(2, 3, 1, slidingWindow: 2) { UseGate = true, ReturnAttentionScores = scores, BiasInitializer = Spread },
            new(3, 1, 2, 2) { Allowed = (_, _, i, j) => Math.Abs(i - j) < 2 }),
        ["groups, causal and masked"] = new(
            scores => new GroupQueryAttention(2, 2, 2, useBias: false) { UseCausalMask = true, ReturnAttentionScores = scores },
            new(2, 2, 2, 2) { Allowed = (b, h, i, j) => j <= i && Given(b, h, i, j) && "1011 0111".Split(' ')[b][j] == '1' })
            { Masks = [null, "1011 0111", null], AttentionMask = [Batch, 2, Queries, Steps] },
    };

    internal static LayerCase[] LayerCases =>
    [
        new(() => new GroupQueryAttention(2, 4, 2) { UseGate = true }, [2, 3, 4]) { OtherInputs = [[2, 2, 4], [2, 2, 3]] },
        new(() => new GroupQueryAttention(2, 2, 1, dropout: 0.3) { UseCausalMask = true }, [2, 3, 4], "causal with dropout") { OtherInputs = [[2, 3, 4]] },
        new(() => new MultiHeadAttention(2, 3, 2) { UseGate = true }, [2, 3, 4]) { OtherInputs = [[2, 2, 3]] },
        new(() => new MultiHeadAttention(2, 2, partialOutputShape: [3], slidingWindow: 2) { ReturnAttentionScores = true }, [2, 3, 4], "masked") { OtherInputs = [[2, 3, 4]], Masks = ["110 111", "101 111"] },
        new(() => new MultiHeadAttention(2, 2, useBias: false, dropout: 0.2), [2, 2, 2, 3], "over two axes") { OtherInputs = [[2, 2, 2, 3]] },
    ];

    public static TheoryData<string, bool> Cases
    {
        get
        {
            TheoryData<string, bool> cases = [];
            foreach (string name in Options.Keys)
            {
                cases.Add(name, false);
                cases.Add(name, true);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_are_those_of_loops(string name, bool returnScores)
    {
        Case @case = Options[name];
        Layer layer = @case.Make(returnScores);
        Tensor[] inputs = [Sample([Batch, Queries, 5], 1), Sample([Batch, Steps, 5], 2), Sample([Batch, Steps, 3], 3)];
        if (@case.AttentionMask is { } shape)
            inputs = [.. inputs, GivenMask(shape)];
        MaskedTensor[] outputs = Run(layer, inputs, [.. @case.Masks, null]);

        HeadReference reference = @case.Reference with { EvenIfEmpty = !returnScores };
        (float[] output, float[] weights) = reference.Of(layer, inputs[0], inputs[1], inputs[2]);
        Golden.AssertClose(output, outputs[0].Value.Values(), 1e-5, name);
        Assert.Equal(@case.Masks[0], RowsOf(outputs[0].Mask));
        if (returnScores)
        {
            Golden.AssertClose(weights, outputs[1].Value.Values(), 1e-5, name);
            Assert.Null(outputs[1].Mask);
        }
    }

    [Fact]
    public void Attention_masks_may_be_numbers_and_lack_the_batch()
    {
        MultiHeadAttention layer = new(2, 2);
        Tensor[] inputs = [Sample([Batch, Queries, 5], 1), Sample([Batch, Steps, 5], 2)];
        Tensor mask = GivenMask([1, Queries, Steps]);
        float[] expected = Run(layer, [.. inputs, inputs[1], mask.expand(Batch, Queries, Steps)])[0].Value.Values();
        Tensor numbers = mask.to_type(ScalarType.Float32) * -0.3;
        Assert.Equal(expected, Run(layer, [.. inputs, inputs[1], numbers.expand(Batch, Queries, Steps)])[0].Value.Values());
    }

    [Fact]
    public void Without_a_key_the_value_is_the_key()
    {
        Tensor[] inputs = [Sample([Batch, Queries, 5], 1), Sample([Batch, Steps, 5], 2)];
        foreach (Layer layer in new Layer[] { new MultiHeadAttention(2, 3), new GroupQueryAttention(3, 2, 1) })
        {
            float[] alone = Run(layer, inputs, [null, "1011 0110"])[0].Value.Values();
            Layer other = layer is MultiHeadAttention ? new MultiHeadAttention(2, 3) : new GroupQueryAttention(3, 2, 1);
            Run(other, [.. inputs, inputs[1]]);
            CopyVariables(layer, other);
            Assert.Equal(alone, Run(other, [.. inputs, inputs[1]], [null, "1011 0110", null])[0].Value.Values());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-2)]
    [InlineData(-3)]
    public void Attention_over_one_of_two_axes_takes_the_other_as_samples(int axis)
    {
        bool isFirst = axis is 1 or -3;
        long[] valueShape = isFirst ? [Batch, Steps, Queries, 5] : [Batch, Queries, Steps, 5];
        Tensor[] inputs = [Sample([Batch, Queries, Queries, 5], 1), Sample(valueShape, 2)];
        MultiHeadAttention layer = new(2, 2, attentionAxes: [axis]) { UseCausalMask = true, ReturnAttentionScores = true, BiasInitializer = Spread };
        Tensor[] actual = Array.ConvertAll(Run(layer, inputs), output => output.Value);

        MultiHeadAttention plain = new(2, 2) { UseCausalMask = true, ReturnAttentionScores = true };
        Tensor[] rows = Array.ConvertAll(inputs, input => (isFirst ? input.transpose(1, 2) : input).reshape(Batch * Queries, -1, 5));
        Run(plain, rows);
        CopyVariables(layer, plain);
        Tensor[] expected = Array.ConvertAll(Run(plain, rows), output => output.Value);
        Tensor output = expected[0].reshape(Batch, Queries, Queries, 5);
        Golden.AssertClose((isFirst ? output.transpose(1, 2) : output).Values(), actual[0].Values(), 1e-6, "output");
        Golden.AssertClose(expected[1].Values(), actual[1].Values(), 1e-6, "scores");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Attention_over_all_axes_takes_them_as_one(bool isMasked)
    {
        Tensor[] inputs = [Sample([Batch, 2, 3, 5], 1), Sample([Batch, 2, 2, 5], 2)];
        MultiHeadAttention layer = new(2, 2) { ReturnAttentionScores = true, BiasInitializer = Spread };
        MultiHeadAttention plain = new(2, 2) { ReturnAttentionScores = true };
        Tensor[] rows = [inputs[0].reshape(Batch, 6, 5), inputs[1].reshape(Batch, 4, 5)];
        if (isMasked)
        {
            Tensor mask = GivenMask([Batch, 6, 4]);
            inputs = [.. inputs, inputs[1], mask.reshape(Batch, 2, 3, 2, 2)];
            rows = [.. rows, rows[1], mask];
        }

        Tensor[] actual = Array.ConvertAll(Run(layer, inputs), output => output.Value);
        Run(plain, rows);
        CopyVariables(layer, plain);
        Tensor[] expected = Array.ConvertAll(Run(plain, rows), output => output.Value);
        for (int i = 0; i < 2; i++)
            Golden.AssertClose(expected[i].Values(), actual[i].Values(), 1e-6, i == 0 ? "output" : "scores");
    }

    [Fact]
    public void The_output_may_have_several_axes()
    {
        Tensor[] inputs = [Sample([Batch, Queries, 5], 1), Sample([Batch, Steps, 5], 2)];
        MultiHeadAttention layer = new(2, 2, partialOutputShape: [2, 3]) { BiasInitializer = Spread };
        Tensor output = Run(layer, inputs)[0].Value;
        Assert.Equal([Batch, Queries, 2, 3], output.shape);
        MultiHeadAttention flat = new(2, 2, partialOutputShape: [6]);
        Run(flat, inputs);
        CopyVariables(layer, flat);
        Golden.AssertClose(Run(flat, inputs)[0].Value.Values(), output.Values(), 1e-6, "output");
    }

    [Fact]
    public void Variables_have_Keras_s_paths_and_shapes()
    {
        Tensor[] inputs = [Sample([Batch, Queries, 5]), Sample([Batch, Steps, 5]), Sample([Batch, Steps, 3])];
        Assert.Equal(
            [
                "query/kernel (5, 2, 4)", "query/bias (2, 4)", "key/kernel (3, 2, 4)", "key/bias (2, 4)", "gate/kernel (5, 2, 6)", "gate/bias (2, 6)",
                "value/kernel (5, 2, 6)", "value/bias (2, 6)", "attention_output/kernel (2, 6, 5)", "attention_output/bias (5,)",
            ],
            Described(new MultiHeadAttention(2, 4, 6) { UseGate = true }));
        Assert.Equal(
            ["query/kernel (5, 4, 2)", "key/kernel (3, 2, 2)", "value/kernel (5, 2, 2)", "attention_output/kernel (4, 2, 5)"],
            Described(new GroupQueryAttention(2, 4, 2, useBias: false)));

        IEnumerable<string> Described(Layer layer)
        {
            Run(layer, inputs);
            return layer.PathsWithin().Select(part => $"{part.Path} {Shape.Format(part.Variable.Shape)}");
        }
    }

    [Fact]
    public void Layers_are_named_as_in_Keras()
    {
        KerasTensor input = KerasTensor.Input([3, 4]);
        Functional model = new([input], [new GroupQueryAttention(2, 2, 1).Call(new MultiHeadAttention(2, 2).Call(input, input), input)]);
        Assert.Equal(["input_layer", "multi_head_attention", "grouped_query_attention"], model.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void Options_of_the_projections_reach_all_of_them()
    {
        Tensor[] inputs = [Sample([Batch, Queries, 5], 1), Sample([Batch, Steps, 5], 2)];
        L1 kernelPenalty = new();
        L2 biasPenalty = new();
        NonNeg kernelLimit = new();
        UnitNorm biasLimit = new();
        ProjectedAttention[] layers = [new MultiHeadAttention(2, 2), new GroupQueryAttention(2, 2, 1)];
        foreach (ProjectedAttention layer in layers)
        {
            layer.UseGate = true;
            (layer.KernelInitializer, layer.BiasInitializer) = (new Constant(0.5), "ones");
            (layer.KernelRegularizer, layer.BiasRegularizer) = (kernelPenalty, biasPenalty);
            (layer.KernelConstraint, layer.BiasConstraint) = (kernelLimit, biasLimit);
            Run(layer, inputs);
            Assert.Equal(10, layer.Variables.Count);
            foreach (Variable variable in layer.Variables)
            {
                bool isKernel = variable.Name == "kernel";
                Assert.All(variable.ToArray(), value => Assert.Equal(isKernel ? 0.5f : 1, value));
                Assert.Same(isKernel ? kernelPenalty : biasPenalty, variable.Regularizer);
                Assert.Same(isKernel ? kernelLimit : biasLimit, variable.Constraint);
            }
        }
    }

    [Fact]
    public void Penalties_on_outputs_are_those_of_the_projections_and_in_groups_also_of_the_layer()
    {
        Tensor[] inputs = [Sample([Batch, Queries, 5], 1), Sample([Batch, Steps, 5], 2)];
        Assert.Equal(4, Penalties(new MultiHeadAttention(2, 2) { ProjectionActivityRegularizer = new L2() }));
        Assert.Equal(5, Penalties(new MultiHeadAttention(2, 2) { UseGate = true, ProjectionActivityRegularizer = new L2() }));
        Assert.Equal(5, Penalties(new GroupQueryAttention(2, 2, 1) { ActivityRegularizer = new L2() }));
        Assert.Equal(6, Penalties(new GroupQueryAttention(2, 2, 1) { ReturnAttentionScores = true, ActivityRegularizer = new L2() }));

        int Penalties(Layer layer)
        {
            Run(layer, inputs);
            using Generator generator = new(0);
            CallContext context = new(Training: true, generator);
            layer.Run(Array.ConvertAll(inputs, input => new MaskedTensor(input)), context);
            return context.Losses.Count;
        }
    }

    [Fact]
    public void Weights_are_dropped_in_training_alone_but_not_those_that_are_returned()
    {
        Tensor[] inputs = [Sample([Batch, Queries, 5], 1), Sample([Batch, Steps, 5], 2)];
        foreach (Layer layer in new Layer[]
        {
            new MultiHeadAttention(2, 2, dropout: 0.5) { ReturnAttentionScores = true }, new GroupQueryAttention(2, 2, 1, dropout: 0.5, seed: 3) { ReturnAttentionScores = true },
        })
        {
            float[][] evaluated = Run(layer, inputs).Select(output => output.Value.Values()).ToArray();
            float[][] trained = Run(layer, inputs, training: true).Select(output => output.Value.Values()).ToArray();
            Assert.Equal(evaluated, Run(layer, inputs).Select(output => output.Value.Values()));
            Assert.NotEqual(evaluated[0], trained[0]);
            Assert.Equal(evaluated[1], trained[1]);
        }
    }

    [Fact]
    public void The_fraction_that_is_dropped_is_that_of_the_weights()
    {
        // Of zeros as queries and ones as values each output tells how many of 50 weights are left.
        MultiHeadAttention layer = new(1, 1, dropout: 0.4, useBias: false) { KernelInitializer = "ones" };
        float[] left = Run(layer, [zeros([1, 500, 1]), ones([1, 50, 1])], training: true)[0].Value.Values();
        Assert.All(left, value => Assert.Equal(Math.Round(value * 0.6 * 50), value * 0.6 * 50, 1e-3));
        Assert.InRange(left.Average() * 0.6, 0.58, 0.62);
    }

    public static TheoryData<Func<Layer>> Attentions => new()
    {
        () => new MultiHeadAttention(2, 3, slidingWindow: 3) { UseGate = true },
        () => new MultiHeadAttention(2, 3) { UseCausalMask = true, ReturnAttentionScores = true },
        () => new GroupQueryAttention(3, 2, 1),
        () => new Attention(true) { ReturnAttentionScores = true },
        () => new AdditiveAttention() { UseCausalMask = true },
    };

    [Theory]
    [MemberData(nameof(Attentions))]
    public void In_bfloat16_the_numbers_are_nearly_the_same(Func<Layer> make)
    {
        Layer layer = make();
        Tensor[] inputs = [Sample([Batch, Queries, 4], 1) * 0.2, Sample([Batch, Steps, 4], 2) * 0.2];
        string?[] masks = ["110 111", "1011 1110"];
        float[][] single = Run(layer, inputs, masks).Select(output => output.Value.Values()).ToArray();
        layer.ApplyPolicy(DtypePolicy.Of("mixed_bfloat16"));
        MaskedTensor[] half = Run(layer, inputs, masks);
        Assert.Equal(single.Length, half.Length);
        for (int i = 0; i < half.Length; i++)
        {
            Assert.Equal(ScalarType.BFloat16, half[i].Value.dtype);
            Assert.Equal(single[i], half[i].Value.Values(), (one, other) => Math.Abs(one - other) <= 0.02f);
        }
    }

    [Fact]
    public void Inputs_that_do_not_go_together_are_refused()
    {
        MultiHeadAttention layer = new(2, 2) { Name = "the_layer" };
        ThrowsError("ShapeMismatch", () => layer.ComputeOutputShapes([[3, 4]]), "'the_layer' (MultiHeadAttention)", "query, value and optionally key and attention mask", "received 1");
        ThrowsError("ShapeMismatch", () => layer.ComputeOutputShapes([[4], [4]]), "(queries, features)", "(4,)");
        ThrowsError("ShapeMismatch", () => layer.ComputeOutputShapes([[3, 4], [5, 4], [6, 4]]), "value and key have the same sizes", "(5, 4) and (6, 4)");
        ThrowsError("ShapeMismatch", () => layer.ComputeOutputShapes([[3, 4], [5, 4], [5, 4], [3, 6]]), "(2, 3, 5)", "attention mask", "(3, 6)");
        ThrowsError("ShapeMismatch", () => new MultiHeadAttention(2, 2, attentionAxes: [-1]).ComputeOutputShapes([[3, 4], [5, 4]]), "attention axes -1", "(3, 4)");
        ThrowsError("ShapeMismatch", () => new MultiHeadAttention(2, 2, attentionAxes: [2]).ComputeOutputShapes([[3, 2, 4], [5, 2, 4]]), "same sizes where there is no attention");
        ThrowsError("InvalidValue", () => new MultiHeadAttention(2, 2) { UseCausalMask = true }.ComputeOutputShapes([[3, 2, 4], [3, 2, 4]]), "2 axes", "use_causal_mask");
        ThrowsError("InvalidValue", () => new MultiHeadAttention(2, 2, slidingWindow: 0), "MultiHeadAttention: sliding_window must be above 0");
        ThrowsError("InvalidValue", () => new MultiHeadAttention(0, 2), "num_heads must be above 0");
        ThrowsError("InvalidValue", () => new MultiHeadAttention(2, 2, partialOutputShape: [0]), "output_shape must be above 0");
        ThrowsError("InvalidValue", () => new GroupQueryAttention(2, 4, 3), "num_query_heads must be divisible by num_key_value_heads", "4 is not divisible by 3");
        ThrowsError("ShapeMismatch", () => new GroupQueryAttention(2, 4, 2).ComputeOutputShapes([[3, 2, 4], [3, 2, 4]]), "(queries, features)", "(3, 2, 4)");
        ThrowsError("ShapeMismatch", () => new GroupQueryAttention(2, 4, 2).ComputeOutputShapes([[3, 4], [3, 5]]), "query and value have the same number of features");
        Tensor images = Sample([1, 2, 2, 3]);
        ThrowsError("ShapeMismatch", () => Run(new MultiHeadAttention(1, 2), [images, images], ["11", null]), "(queries, features)", "masks");
        Assert.Equal([[-1, 4], [2, -1, 7]], new MultiHeadAttention(2, 2) { ReturnAttentionScores = true }.ComputeOutputShapes([[-1, 4], [7, 3]]));
    }

    /// <summary>Some rule without a pattern, which lets no query of the second sample's second head attend to anything.</summary>
    private static bool Given(int sample, int head, int query, int step) =>
        (sample, head, query) != (1, 1, 1) && (((sample * 7) + (head * 3) + (query * 5) + step) % 3 != 0 || step == query);

    /// <summary>That rule as a mask; without an axis for heads it is that of the first head.</summary>
    private static Tensor GivenMask(long[] shape)
    {
        int count = (int)shape.Aggregate(1L, (product, size) => product * size);
        (int queries, int steps) = ((int)shape[^2], (int)shape[^1]);
        int heads = shape.Length == 4 ? (int)shape[1] : 1;
        byte[] flags = Enumerable.Range(0, count)
            .Select(n => Given(n / (heads * queries * steps), n / (queries * steps) % heads, n / steps % queries, n % steps) ? (byte)1 : (byte)0)
            .ToArray();
        return tensor(flags, shape).to_type(ScalarType.Bool);
    }

    private static void CopyVariables(Layer from, Layer to)
    {
        foreach ((Variable source, Variable target) in from.Variables.Zip(to.Variables))
            target.Assign(source.ToArray());
    }

    /// <summary>A layer that returns weights or not, and its loops.</summary>
    private sealed record Case(Func<bool, Layer> Make, HeadReference Reference)
    {
        public string?[] Masks { get; init; } = [null, null, null];

        public long[]? AttentionMask { get; init; }
    }
}
