namespace KerasPS.Tests.Layers;

public class DiscretizationTests : TensorTest
{
    private static readonly Dataset Data = new([-1.5f, 1, 3.4f, 0.5f, 0, 3, 1.3f, 0], [4]);

    internal static LayerCase[] LayerCases =>
    [
        new(() => new Discretization([1, 2], outputMode: DiscretizationOutputMode.OneHot), [2, 3]) { Indices = 3 },
    ];

    internal static ArgumentSample[] ArgumentSamples =>
    [
        new(typeof(Discretization), "num_bins", 3) { IsRequired = true },
    ];

    [Fact]
    public void A_limit_belongs_to_the_bin_above() =>
        Assert.Equal([0, 2, 3, 1, 1, 3, 2, 1], new Sequential([new Discretization([0, 1, 2])]).Predict(Data).Values);

    [Theory]
    [InlineData(DiscretizationOutputMode.MultiHot, new float[] { 1, 1, 1, 1, 0, 1, 1, 1 })]
    [InlineData(DiscretizationOutputMode.Count, new float[] { 1, 1, 1, 1, 0, 2, 1, 1 })]
    public void Bins_of_a_sample_become_one_vector(DiscretizationOutputMode mode, float[] expected) =>
        Assert.Equal(expected, new Sequential([new Discretization([0, 1, 2], outputMode: mode)]).Predict(Data).Values);

    [Fact]
    public void Each_value_becomes_a_vector_one_hot()
    {
        Tensor output = Call(new Discretization([0.5], outputMode: DiscretizationOutputMode.OneHot), tensor([0f, 1], [1, 2]));
        Assert.Equal([1, 2, 2], output.shape);
        Assert.Equal([1, 0, 0, 1], output.Values());
    }

    /// <summary>The eight values are -1.5, 0, 0, 0.5, 1, 1.3, 3, 3.4: a quarter of them are at most 0, a half at most 0.5, three quarters at most 1.3.</summary>
    [Fact]
    public void Learnt_limits_are_quantiles()
    {
        Discretization layer = new(numBins: 4);
        layer.Adapt(Data);
        Assert.Equal([0, 0.5, 1.2999999523162842], layer.BinBoundaries!);
        Assert.Equal([0, 2, 3, 2, 1, 3, 3, 1], new Sequential([layer]).Predict(Data).Values);
    }

    [Fact]
    public void A_coarse_epsilon_takes_limits_between_the_values_that_it_keeps()
    {
        // Every second value is kept, 2 to 10, each for a fifth of all. A quarter of all is a quarter of the way from 2 to 4.
        Discretization layer = new(numBins: 4, epsilon: 0.2);
        layer.Adapt(new Dataset([10, 3, 5, 1, 7, 2, 9, 4, 8, 6], [1]));
        Assert.Equal([2.5, 5, 7.5], layer.BinBoundaries!.Select(limit => Math.Round(limit, 5)));
    }

    [Fact]
    public void Few_values_make_few_bins()
    {
        Discretization layer = new(numBins: 10);
        layer.Adapt(new Dataset([1, 2, 3], [1]));
        Assert.Equal([1, 2], layer.BinBoundaries!);
    }

    [Fact]
    public void What_is_learnt_is_in_the_configuration_and_can_be_learnt_again()
    {
        Discretization layer = new(numBins: 4);
        Assert.Null(layer.GetConfig()["bin_boundaries"]);
        layer.Adapt(Data);
        Discretization again = new((double[])layer.BinBoundaries!.Clone(), layer.NumBins);
        again.Adapt(new Dataset([1, 2, 3, 4], [1]));
        Assert.Equal([1, 2, 3], again.BinBoundaries!);
    }

    [Fact]
    public void Without_limits_it_cannot_be_called_and_given_ones_are_not_replaced()
    {
        ThrowsError("InvalidOperation", () => Call(new Discretization(numBins: 3), ones([1, 2])), "'the_layer'", "bin_boundaries", "-Data");
        ThrowsError("InvalidOperation", () => new Discretization([1]).Adapt(Data), "nothing to learn");
        Discretization built = new(numBins: 4, outputMode: DiscretizationOutputMode.OneHot);
        built.Adapt(Data);
        _ = Call(built, ones([1, 2]));
        ThrowsError("InvalidOperation", () => built.Adapt(new Dataset([1, 2, 3], [1])), "4 bins");
    }

    [Fact]
    public void Values_are_not_rounded_to_half_precision_before()
    {
        Discretization layer = new([1000.5]);
        layer.ApplyPolicy(DtypePolicy.Of("mixed_bfloat16"));
        Assert.Equal([0, 1], Call(layer, tensor([1000f, 1001], [1, 2])).Values());
    }
}
