namespace KerasPS.Tests.Layers;

/// <summary>Attention and AdditiveAttention against loops.</summary>
public class AttentionTests : TensorTest
{
    private const int Batch = 2;
    private const int Queries = 3;
    private const int Steps = 4;
    private const int Dim = 2;
    private const int ValueDim = 3;

    private static readonly Dictionary<string, (Func<bool, Layer> Make, Func<double, double, int, double> Term)> Kinds = new()
    {
        ["dot"] = (causal => new Attention() { ReturnAttentionScores = true, UseCausalMask = causal }, (q, k, _) => q * k),
        ["scaled dot"] = (causal => new Attention(true) { ReturnAttentionScores = true, UseCausalMask = causal }, (q, k, _) => 0.7 * q * k),
        ["concat"] = (causal => new Attention(scoreMode: AttentionScoreMode.Concat) { ReturnAttentionScores = true, UseCausalMask = causal }, (q, k, _) => 0.7 * Math.Tanh(q + k)),
        ["scaled concat"] =
            (causal => new Attention(true, AttentionScoreMode.Concat) { ReturnAttentionScores = true, UseCausalMask = causal }, (q, k, _) => 1.4 * Math.Tanh(0.7 * (q + k))),
        ["additive"] = (causal => new AdditiveAttention() { ReturnAttentionScores = true, UseCausalMask = causal }, (q, k, at) => 0.7 * (at + 1) * Math.Tanh(q + k)),
        ["additive without scale"] = (causal => new AdditiveAttention(useScale: false) { ReturnAttentionScores = true, UseCausalMask = causal }, (q, k, _) => Math.Tanh(q + k)),
    };

    internal static LayerCase[] LayerCases =>
    [
        new(() => new AdditiveAttention(), [2, 3, 4]) { OtherInputs = [[2, 2, 3], [2, 2, 4]] },
        new(() => new AdditiveAttention(dropout: 0.3) { ReturnAttentionScores = true }, [2, 3, 4], "masked") { OtherInputs = [[2, 2, 4]], Masks = ["110 111", "01 11"] },
        new(() => new Attention(useScale: true), [2, 3, 4]) { OtherInputs = [[2, 2, 3], [2, 2, 4]] },
        new(() => new Attention(true, AttentionScoreMode.Concat) { UseCausalMask = true }, [2, 3, 4], "concat, causal and masked") { OtherInputs = [[2, 3, 4]], Masks = ["110 111", "101 111"] },
    ];

    public static TheoryData<string, bool, string?, string?> Cases
    {
        get
        {
            TheoryData<string, bool, string?, string?> cases = [];
            foreach (string kind in Kinds.Keys)
            {
                cases.Add(kind, false, null, null);
                cases.Add(kind, true, null, null);
                cases.Add(kind, false, "110 111", "1011 0110");
                cases.Add(kind, true, null, "1011 1110");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_are_means_of_values_weighted_by_the_softmax_of_scores(string kind, bool causal, string? queryMask, string? valueMask)
    {
        (Func<bool, Layer> make, Func<double, double, int, double> term) = Kinds[kind];
        Tensor[] inputs = [Sample([Batch, Queries, Dim], 1), Sample([Batch, Steps, ValueDim], 2), Sample([Batch, Steps, Dim], 3)];
        Layer layer = make(causal);
        Run(layer, inputs);
        // The weights are 0.7 each, then 1.4 and so on.
        for (int i = 0; i < layer.Variables.Count; i++)
            layer.Variables[i].Assign(Enumerable.Range(1, (int)layer.Variables[i].Count).Select(n => 0.7f * n * (i + 1)).ToArray());
        MaskedTensor[] outputs = Run(layer, inputs, [queryMask, valueMask, null]);
        (float[] q, float[] v, float[] k) = (inputs[0].Values(), inputs[1].Values(), inputs[2].Values());
        (float[] output, float[] weights) = (outputs[0].Value.Values(), outputs[1].Value.Values());

        for (int b = 0; b < Batch; b++)
        {
            for (int i = 0; i < Queries; i++)
            {
                double[] powers = new double[Steps];
                for (int j = 0; j < Steps; j++)
                {
                    bool counts = (valueMask is null || valueMask.Split(' ')[b][j] == '1') && (!causal || j <= i);
                    double score = Enumerable.Range(0, Dim).Sum(d => term(q[(((b * Queries) + i) * Dim) + d], k[(((b * Steps) + j) * Dim) + d], d));
                    powers[j] = counts ? Math.Exp(score) : 0;
                }

                for (int j = 0; j < Steps; j++)
                    Assert.Equal(powers[j] / powers.Sum(), weights[(((b * Queries) + i) * Steps) + j], 1e-5);
                for (int d = 0; d < ValueDim; d++)
                {
                    double mean = Enumerable.Range(0, Steps).Sum(j => powers[j] / powers.Sum() * v[(((b * Steps) + j) * ValueDim) + d]);
                    bool isPadding = queryMask is not null && queryMask.Split(' ')[b][i] == '0';
                    Assert.Equal(isPadding ? 0 : mean, output[(((b * Queries) + i) * ValueDim) + d], 1e-5);
                }
            }
        }

        Assert.Equal((queryMask, null), (RowsOf(outputs[0].Mask), RowsOf(outputs[1].Mask)));
    }

    [Fact]
    public void Without_a_key_the_value_is_the_key()
    {
        Tensor query = Sample([2, 3, 4], 1);
        Tensor value = Sample([2, 5, 4], 2);
        Assert.Equal(Run(new Attention(), [query, value, value])[0].Value.Values(), Assert.Single(Run(new Attention(), [query, value])).Value.Values());
    }

    [Fact]
    public void Weights_have_Keras_s_names_and_shapes()
    {
        Tensor[] inputs = [Sample([2, 3, 4]), Sample([2, 3, 4])];
        Assert.Equal(["scale ()", "concat_score_weight ()"], Described(new Attention(true, AttentionScoreMode.Concat)));
        Assert.Empty(Described(new Attention()));
        Assert.Equal(["scale (4,)"], Described(new AdditiveAttention()));

        IEnumerable<string> Described(Layer layer)
        {
            Run(layer, inputs);
            return layer.Variables.Select(v => $"{v.Name} {Shape.Format(v.Shape)}");
        }
    }

    [Fact]
    public void Weights_are_dropped_in_training_alone()
    {
        Tensor[] inputs = [zeros([1, 200, 2]), Sample([1, 10, 2])];
        foreach (Layer layer in new Layer[] { new Attention(dropout: 0.5) { ReturnAttentionScores = true }, new AdditiveAttention(dropout: 0.5, seed: 3) { ReturnAttentionScores = true } })
        {
            Assert.DoesNotContain(0, Run(layer, inputs)[1].Value.Values());
            float[] weights = Run(layer, inputs, training: true)[1].Value.Values();
            Assert.InRange(weights.Count(w => w == 0) / 2000.0, 0.44, 0.56);
        }
    }

    [Fact]
    public void Inputs_that_do_not_go_together_are_refused()
    {
        ThrowsError("ShapeMismatch", () => new Attention().ComputeOutputShapes([[3, 4]]), "Attention", "query, value and optionally key", "received 1");
        ThrowsError("ShapeMismatch", () => new Attention().ComputeOutputShapes([[3, 4], [5, 3]]), "the same number of features", "(3, 4) and (5, 3)");
        ThrowsError("ShapeMismatch", () => new Attention().ComputeOutputShapes([[3, 4], [5, 3], [6, 4]]), "the same number of steps");
        ThrowsError("ShapeMismatch", () => new AdditiveAttention().ComputeOutputShapes([[4], [5]]), "(queries, dim)");
        ThrowsError("InvalidValue", () => new Attention(dropout: 2), "Attention: dropout must be from 0 to 1");
        Assert.Equal([[-1, 3], [-1, 7]], new Attention() { ReturnAttentionScores = true }.ComputeOutputShapes([[-1, 4], [7, 3], [7, 4]]));
    }
}
