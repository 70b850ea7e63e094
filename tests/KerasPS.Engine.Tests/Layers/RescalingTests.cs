namespace KerasPS.Tests.Layers;

public class RescalingTests
{
    internal static LayerCase[] LayerCases =>
    [
        new(() => new Rescaling([0.5, -2, 3], [1]), [2, 3]),
    ];

    [Fact]
    public void Values_are_scaled_and_shifted_as_one_or_by_feature()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor input = tensor([0f, 4, -2, 8], [2, 2]);
        Assert.Equal([1, 3, 0, 5], Call(new Rescaling([0.5], [1]), input).Values());
        Assert.Equal([0, 8, -1, 16], Call(new Rescaling([0.5, 2]), input).Values());
        Assert.Equal([-1, 9, -3, 13], Call(new Rescaling([1], [-1, 5]), input).Values());
    }

    [Fact]
    public void A_mask_is_handed_on() => Assert.True(new Rescaling([2]).SupportsMasking);
}
