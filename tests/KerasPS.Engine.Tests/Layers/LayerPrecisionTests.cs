namespace KerasPS.Tests.Layers;

/// <summary>Every layer in mixed precision, beside itself in single precision.</summary>
public class LayerPrecisionTests
{
    /// <summary>A dozen roundings to the 8 bits of a bfloat16, of the largest number.</summary>
    private const double Tolerance = 0.05;

    /// <summary>All layers but that which only stands for the data.</summary>
    public static TheoryData<string> Cases => new(LayerCase.All.Keys.Where(name => name != nameof(InputLayer)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_layer_computes_in_bfloat16_and_keeps_its_variables(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        LayerCase @case = LayerCase.All[name];
        (MaskedTensor[] Outputs, double[] Gradients) single = Run(@case, null);
        (MaskedTensor[] Outputs, double[] Gradients) mixed = Run(@case, DtypePolicy.Of("mixed_bfloat16"));
        Assert.Equal(single.Outputs.Length, mixed.Outputs.Length);
        foreach ((MaskedTensor expected, MaskedTensor actual) in single.Outputs.Zip(mixed.Outputs))
        {
            Assert.Equal(expected.Value.is_floating_point() ? ScalarType.BFloat16 : expected.Value.dtype, actual.Value.dtype);
            AssertNear(Numbers(expected.Value), Numbers(actual.Value));
        }

        AssertNear(single.Gradients, mixed.Gradients);
    }

    /// <summary>The outputs in evaluation, without random numbers, and the gradients of their sum of squares.</summary>
    private static (MaskedTensor[] Outputs, double[] Gradients) Run(LayerCase @case, DtypePolicy? policy)
    {
        Layer layer = @case.MakeBuilt();
        layer.ApplyPolicy(policy);
        Assert.All(layer.Variables, variable => Assert.Equal(ScalarType.Float32, variable.Value.dtype));
        MaskedTensor[] inputs = @case.Inputs().Select((input, i) =>
            new MaskedTensor(input.to_type(ScalarType.Float32), @case.MaskTensors().ElementAtOrDefault(i))).ToArray();
        using Generator generator = new(3);
        MaskedTensor[] outputs = layer.Run(inputs, new CallContext(Training: false, generator));
        Tensor[] weights = layer.Variables.Where(variable => variable.IsTrainable).Select(variable => variable.Value).ToArray();
        if (weights.Length == 0)
            return (outputs, []);
        foreach (Tensor weight in weights)
            weight.requires_grad_(true);
        outputs = layer.Run(inputs, new CallContext(Training: false, generator));
        outputs.Select(output => output.Value.to_type(ScalarType.Float32).square().sum()).Aggregate((a, b) => a + b).backward();
        return (outputs, weights.SelectMany(weight => Numbers(weight.grad!)).ToArray());
    }

    private static double[] Numbers(Tensor tensor) => tensor.detach().to_type(ScalarType.Float64).reshape(-1).data<double>().ToArray();

    private static void AssertNear(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Append(1e-3).Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * scale, $"[{i}]: {actual[i]} instead of {expected[i]}");
    }
}
