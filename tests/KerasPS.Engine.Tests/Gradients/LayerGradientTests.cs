using KerasPS.Tests.Layers;

namespace KerasPS.Tests.Gradients;

public class LayerGradientTests
{
    public static TheoryData<string> Cases => new(LayerCase.All.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_of_input_and_weights_agree_with_differences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        LayerCase @case = LayerCase.All[name];
        Layer layer = @case.MakeBuilt();
        foreach (Variable variable in layer.Variables)
            variable.MoveTo(variable.Value.detach().to_type(ScalarType.Float64).requires_grad_(variable.IsTrainable));

        Tensor[] inputs = @case.Inputs();
        Tensor?[] masks = @case.MaskTensors();
        Tensor[] weights = layer.Variables.Where(v => v.IsTrainable).Select(v => v.Value).ToArray();
        GradientCheck.Of(Compute, [.. inputs.Where(input => input.requires_grad), .. weights]);

        Tensor Compute()
        {
            using Generator generator = new(3);
            CallContext context = new CallContext(@case.Training, generator).WithMasks(masks);
            return cat(layer.Call(inputs, context).Select(output => output.reshape(-1)).ToArray());
        }
    }

    [Fact]
    public void Every_layer_is_checked()
    {
        string[] without = KerasRegistry.ClassesOf(typeof(Layer)).Except(LayerCase.Classes).Select(type => type.Name).ToArray();
        Assert.True(without.Length == 0, $"Without a case: {string.Join(", ", without)}. Give the class that tests the layer a property 'internal static {nameof(LayerCase)}[] LayerCases'.");
    }
}
