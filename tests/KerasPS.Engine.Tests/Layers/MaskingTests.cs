namespace KerasPS.Tests.Layers;

public class MaskingTests : TensorTest
{
    internal static LayerCase[] LayerCases =>
    [
        new(() => new Masking(), [2, 3, 2]),
    ];

    [Fact]
    public void Time_steps_of_nothing_but_the_value_are_padding_and_become_zeros()
    {
        Tensor input = tensor([1f, 2, -1.1f, -1.1f, -1.1f, 3, 0, 0], [1, 4, 2]);
        MaskedTensor output = Assert.Single(LayerFixtures.Run(new Masking(-1.1), [input], ["0000"]));
        Assert.Equal("1011", RowsOf(output.Mask));
        Assert.Equal([1, 2, 0, 0, -1.1f, 3, 0, 0], output.Value.Values());
        Assert.Equal("1110", RowsOf(Assert.Single(LayerFixtures.Run(new Masking(), [input])).Mask));
    }

    [Fact]
    public void Padding_that_is_no_number_does_not_spread()
    {
        Tensor input = tensor([1f, float.NegativeInfinity, 2], [1, 3, 1]);
        Assert.Equal([1, 0, 2], LayerFixtures.Call(new Masking(double.NegativeInfinity), input).Values());
    }

    [Fact]
    public void The_recurrent_layer_after_leaves_padding_out()
    {
        using Generator generator = new(0);
        GRU layer = new(3);
        Tensor whole = Sample([1, 3, 2]);
        float[] expected = LayerFixtures.Call(layer, whole).Values();
        Tensor[] steps = whole.unbind(1);
        Tensor padding = full([1, 2], 9, ScalarType.Float32);
        Tensor padded = stack([padding, steps[0], steps[1], padding, steps[2], padding], 1);
        MaskedTensor[] masked = LayerFixtures.Run(new Masking(9), [padded]);
        Assert.Equal(expected, Assert.Single(layer.Run(masked, new CallContext(Training: false, generator))).Value.Values());
    }

    [Fact]
    public void A_sample_without_axes_is_refused() => ThrowsError("ShapeMismatch", () => new Masking().ComputeOutputShape([]), "Masking", "(time, features)");
}
