namespace KerasPS.Tests.Layers;

public class DropoutTests
{
    private const int Count = 100_000;

    internal static LayerCase[] LayerCases =>
    [
        new(() => new Dropout(0.4), [6, 5]),
        new(() => new Dropout(0.4, [null, 1, null]), [3, 2, 4], "shared"),
    ];

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void The_rate_of_the_values_is_dropped_and_the_others_are_scaled(double rate)
    {
        float[] values = Outputs(rate, seed: 1);
        double sigma = Math.Sqrt(rate * (1 - rate) / Count);
        Assert.Equal(rate, values.Count(v => v == 0) / (double)Count, 5 * sigma);
        Assert.Equal((float)(1 / (1 - rate)), Assert.Single(values.Where(v => v != 0).Distinct()), 1e-6f);
    }

    [Fact]
    public void A_rate_of_0_drops_nothing_and_of_1_everything()
    {
        Assert.All(Outputs(0, seed: 1), v => Assert.Equal(1, v));
        Assert.All(Outputs(1, seed: 1), v => Assert.Equal(0, v));
    }

    [Fact]
    public void Outside_training_nothing_changes() => Assert.All(Outputs(0.5, seed: 1, training: false), v => Assert.Equal(1, v));

    [Fact]
    public void What_is_dropped_follows_the_generator()
    {
        Assert.Equal(Outputs(0.5, seed: 1), Outputs(0.5, seed: 1));
        Assert.NotEqual(Outputs(0.5, seed: 1), Outputs(0.5, seed: 2));
    }

    [Fact]
    public void Each_call_drops_others()
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(1);
        Dropout layer = new(0.5);
        CallContext context = new(Training: true, generator);
        Tensor input = ones([100]);
        Assert.NotEqual(layer.Call(input, context).data<float>().ToArray(), layer.Call(input, context).data<float>().ToArray());
    }

    private static float[] Outputs(double rate, ulong seed, bool training = true)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(seed);
        return new Dropout(rate).Call(ones([Count]), new CallContext(training, generator)).data<float>().ToArray();
    }
}
