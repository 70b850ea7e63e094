namespace KerasPS.Tests.Layers;

/// <summary>libtorch's operation for attention, which GPUs use, against the attention that is written down.</summary>
public class AttentionOperationTests : TensorTest
{
    private static readonly Dictionary<string, Func<ProjectedAttention>> Layers = new()
    {
        ["plain"] = () => new MultiHeadAttention(2, 3),
        ["other sizes"] = () => new MultiHeadAttention(3, 2, valueDim: 4, partialOutputShape: [5], useBias: false),
        ["causal"] = () => new MultiHeadAttention(2, 3) { UseCausalMask = true },
        ["gated"] = () => new MultiHeadAttention(2, 3) { UseGate = true },
        ["grouped"] = () => new GroupQueryAttention(3, 4, 2) { UseCausalMask = true },
        ["causal of more keys"] = () => new MultiHeadAttention(2, 3) { UseCausalMask = true },
    };

    public static TheoryData<string> Cases => new(Layers.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_has_the_same_numbers_and_gradients(string name)
    {
        double[][] written = OutputsAndGradients(name, usesOperation: false);
        double[][] operation = OutputsAndGradients(name, usesOperation: true);
        Assert.Equal(written.Length, operation.Length);
        Assert.All(written.Zip(operation), pair =>
        {
            Assert.Equal(pair.First.Length, pair.Second.Length);
            Assert.All(pair.First.Zip(pair.Second), numbers => Assert.Equal(numbers.First, numbers.Second, 1e-12));
        });
    }

    /// <summary>The operation knows nothing of a query without keys, to which Keras gives the mean of all.</summary>
    [Fact]
    public void With_masks_it_is_not_used()
    {
        MultiHeadAttention layer = new(2, 3) { UsesOperation = true };
        Tensor input = LayerFixtures.Sample([1, 3, 4]);
        Tensor masked = LayerFixtures.Run(layer, [input, input], ["111", "000"])[0].Value;
        Assert.All(masked.Values(), value => Assert.True(float.IsFinite(value)));
        Tensor rows = masked - masked.mean([1], keepdim: true);
        Assert.All(rows.Values(), difference => Assert.Equal(0, difference, 1e-5f));
    }

    private static double[][] OutputsAndGradients(string name, bool usesOperation)
    {
        using Generator generator = new(1);
        ProjectedAttention layer = Layers[name]();
        layer.UsesOperation = usesOperation;
        long keys = name == "causal of more keys" ? 7 : 5;
        layer.Build([[5, 4], [keys, 4]], generator);
        foreach (Variable variable in layer.Variables)
            variable.MoveTo(variable.Value.detach().to_type(ScalarType.Float64).requires_grad_());
        Tensor[] inputs = [LayerFixtures.Sample([2, 5, 4]), LayerFixtures.Sample([2, keys, 4], 1)];
        inputs = Array.ConvertAll(inputs, input => input.to_type(ScalarType.Float64).requires_grad_());

        Tensor output = layer.Call(inputs, new CallContext(Training: true, generator))[0];
        output.square().sum().backward();
        return inputs.Concat(layer.Variables.Select(v => v.Value)).Select(leaf => leaf.grad!).Append(output)
            .Select(x => x.detach().contiguous().data<double>().ToArray())
            .ToArray();
    }
}
