using KerasPS.Regularizers;

namespace KerasPS.Tests.Layers;

public class ActivityPenaltyTests
{
    internal static LayerCase[] LayerCases =>
    [
        new(() => new ActivityRegularization(0.1, 0.2), [2, 3]),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_penalty_on_outputs_is_a_mean_over_the_samples(int samples)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(0);
        Dense layer = new(1, useBias: false) { KernelInitializer = "ones", ActivityRegularizer = new L2(0.5), Name = "dense" };
        layer.Build([2], generator);
        CallContext context = new(Training: true, generator);
        layer.Run([new MaskedTensor(tensor(Enumerable.Repeat(2f, samples * 2).ToArray(), [samples, 2]))], context);
        Assert.Equal(0.5f * 4 * 4, Assert.Single(context.Losses).item<float>());
    }
}
