namespace KerasPS.Tests.Layers;

public class CoreLayerTests : TensorTest
{
    internal static LayerCase[] LayerCases =>
    [
        new(() => new Dense(3, "sigmoid"), [4, 5]),
        new(() => new Dense(3), [2, 4, 5], "on sequences"),
        new(() => new Dense(3, useBias: false), [4, 5], "without bias"),
        new(() => new Identity(), [2, 3]),
        new(() => new InputLayer([3]), [2, 3]),
    ];

    [Fact]
    public void Identity_and_an_input_pass_on_what_they_get()
    {
        Tensor input = Sample([2, 3]);
        Assert.Equal(input.Values(), Call(new Identity(), input).Values());
        Assert.Equal(input.Values(), Call(new InputLayer([3]), input).Values());
    }

    [Fact]
    public void A_dense_layer_is_the_product_with_its_kernel_its_bias_and_its_activation()
    {
        Dense layer = new(2, "relu");
        Tensor input = tensor([1f, 2, -1, 0, 1, 3], [2, 3]);
        Call(layer, input);
        layer.Variables[0].Assign([1, -1, 0.5f, 2, 2, 1]);
        layer.Variables[1].Assign([0.25f, -3]);
        Assert.Equal([0.25f, 0, 6.75f, 2], Call(layer, input).Values());
    }
}
