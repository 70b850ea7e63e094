using KerasPS.Configuration;
using KerasPS.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Tests.Gradients;

public class LayerGradientTests
{
    private static readonly Dictionary<string, Case> Layers = new()
    {
        ["Activation"] = new(() => new Activation("tanh"), [3, 4]),
        ["BatchNormalization of rows"] = new(() => new BatchNormalization(), [5, 3]),
        ["BatchNormalization of images"] = new(() => new BatchNormalization(), [3, 2, 2, 2]),
        ["BatchNormalization without gamma and beta"] = new(() => new BatchNormalization(center: false, scale: false), [5, 3]),
        ["BatchNormalization in evaluation"] = new(() => new BatchNormalization(), [5, 3], Training: false),
        ["Conv2D valid"] = new(() => new Conv2D(2, [3]), [2, 4, 5, 2]),
        ["Conv2D same with strides"] = new(() => new Conv2D(2, [3, 2], strides: [2], padding: Padding.Same, activation: "tanh"), [2, 5, 4, 1]),
        ["Conv2D dilated"] = new(() => new Conv2D(1, [2], dilationRate: [2], useBias: false), [2, 4, 4, 2]),
        ["Conv2D in groups"] = new(() => new Conv2D(4, [2], groups: 2), [1, 3, 3, 4]),
        ["Dense"] = new(() => new Dense(3, "sigmoid"), [4, 5]),
        ["Dense on sequences"] = new(() => new Dense(3), [2, 4, 5]),
        ["Dense without bias"] = new(() => new Dense(3, useBias: false), [4, 5]),
        ["Dropout"] = new(() => new Dropout(0.4), [6, 5]),
        ["Flatten"] = new(() => new Flatten(), [2, 3, 4]),
        ["InputLayer"] = new(() => new InputLayer([3]), [2, 3]),
        ["MaxPooling2D"] = new(() => new MaxPooling2D(), [2, 4, 5, 2]),
        ["MaxPooling2D same"] = new(() => new MaxPooling2D([3], strides: [2], padding: Padding.Same), [2, 4, 5, 1]),
        ["Normalization"] = new(() => new Normalization([0.5f, -1, 2], [4, 0.25f, 1]), [4, 3]),
        ["Reshape"] = new(() => new Reshape([3, -1]), [2, 6]),
    };

    public static TheoryData<string> Cases => new(Layers.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_of_input_and_weights_agree_with_differences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        (Func<Layer> make, long[] shape, bool training) = Layers[name];
        Layer layer = make();
        using (Generator generator = new(1))
            layer.Build(shape[1..], generator);
        foreach (Variable variable in layer.Variables)
            variable.MoveTo(variable.Value.detach().to_type(ScalarType.Float64).requires_grad_(variable.IsTrainable));

        Tensor input = GradientCheck.Values(shape, seed: 7);
        Tensor[] weights = layer.Variables.Where(v => v.IsTrainable).Select(v => v.Value).ToArray();
        GradientCheck.Of(Compute, [input, .. weights]);

        Tensor Compute()
        {
            using Generator generator = new(3);
            return layer.Call(input, new CallContext(training, generator));
        }
    }

    [Fact]
    public void Every_layer_is_checked() =>
        Assert.Equal(KerasRegistry.ClassesOf(typeof(Layer)), Layers.Values.Select(c => c.Make().GetType()).Distinct());

    private sealed record Case(Func<Layer> Make, long[] BatchShape, bool Training = true);
}
