namespace KerasPS.Tests.Layers;

public class NormalizationTests
{
    private static readonly Dataset Data = new([1, 100, 5, 3, 100, 5, 5, 100, 8], [3]);

    internal static LayerCase[] LayerCases =>
    [
        new(() => new Normalization(), [4, 3]),
        new(() => new Normalization(mean: [0.5f, -1, 2], variance: [4, 0.25f, 1]), [4, 3], "given"),
        new(() => new Normalization([1, 2], [0.5f, -1, 2], [4, 0.25f, 1], invert: true), [2, 2, 3], "inverse"),
    ];

    [Fact]
    public void Adapted_features_have_mean_0_and_variance_1_and_constants_are_0()
    {
        Normalization layer = new();
        layer.Adapt(Data);
        AssertNormalized(new Sequential([layer]).Predict(Data).Values);
    }

    [Fact]
    public void A_built_layer_can_be_adapted_again()
    {
        Normalization layer = new();
        Sequential model = new([layer]);
        Assert.Equal(Data.Features, model.Predict(Data).Values);
        layer.Adapt(Data);
        AssertNormalized(model.Predict(Data).Values);
        ThrowsError("ShapeMismatch", () => layer.Adapt(new Dataset([1], [1])), "'normalization'", "(3,)", "(1,)");
    }

    [Fact]
    public void One_mean_stands_for_all_features() =>
        Assert.Equal([0, 49.5f, 2], new Sequential([new Normalization(mean: [1], variance: [4])]).Predict(Data).Values[..3]);

    [Fact]
    public void The_inverse_takes_normalised_values_back()
    {
        Normalization layer = new();
        Normalization inverse = new(invert: true);
        layer.Adapt(Data);
        inverse.Adapt(Data);
        Golden.AssertClose(Data.Features, new Sequential([layer, inverse]).Predict(Data).Values, 1e-5, "values there and back");
        Assert.Equal([9, 35, 41], new Sequential([new Normalization(mean: [5], variance: [16], invert: true)]).Predict(new Dataset([1, 7.5f, 9], [3])).Values);
    }

    [Fact]
    public void Each_position_on_the_axes_has_a_mean_of_its_own()
    {
        float[] values = Enumerable.Range(0, 2 * 3 * 2 * 2).Select(i => (i % 7) + (0.5f * i)).ToArray();
        Dataset data = new(values, [3, 2, 2]);
        AssertNormalizedBy([1, 3], position => (position / 4, position % 2));
        AssertNormalizedBy([-3], position => (position / 4, 0));
        AssertNormalizedBy([], _ => (0, 0));

        void AssertNormalizedBy(long[] axis, Func<int, (int, int)> groupOf)
        {
            Normalization layer = new(axis);
            layer.Adapt(data);
            float[] output = new Sequential([layer]).Predict(data).Values;
            for (int i = 0; i < values.Length; i++)
            {
                double[] group = values.Where((_, j) => groupOf(j % 12) == groupOf(i % 12)).Select(v => (double)v).ToArray();
                double mean = group.Average();
                double deviation = Math.Sqrt(group.Average(v => (v - mean) * (v - mean)));
                Assert.Equal((values[i] - mean) / deviation, output[i], 1e-5);
            }
        }
    }

    [Fact]
    public void Given_means_are_for_each_position_or_for_the_last_of_the_axes()
    {
        Dataset data = new([1, 2, 3, 4], [2, 2]);
        Assert.Equal([0, 0, 0, 0], new Sequential([new Normalization([1, 2], [1, 2, 3, 4], [1, 1, 1, 1])]).Predict(data).Values);
        Assert.Equal([0, 0, 2, 2], new Sequential([new Normalization([1, 2], [1, 2], [1, 1])]).Predict(data).Values);
        Assert.Equal([0, 1, 0, 1], new Sequential([new Normalization([1], [1, 3], [1, 1])]).Predict(data).Values);
        Assert.Equal([-1, 0, 1, 2], new Sequential([new Normalization([], [2], [1])]).Predict(data).Values);
    }

    [Fact]
    public void What_is_learned_are_variables_and_what_is_given_is_configuration()
    {
        Normalization learning = new();
        learning.Adapt(Data);
        _ = new Sequential([learning], [3]).Predict(Data);
        Assert.Equal(["mean", "variance", "count"], learning.Variables.Select(variable => variable.Name));
        Golden.AssertClose([3, 100, 6], learning.Variables[0].ToArray(), 1e-6, "means");
        Assert.Null(learning.GetConfig()["mean"]);

        Normalization given = new(mean: [1, 2, 3], variance: [1, 1, 1]);
        _ = new Sequential([given], [3]).Predict(Data);
        Assert.Empty(given.Variables);
        ThrowsError("InvalidOperation", () => given.Adapt(Data), "'normalization'", "nothing to learn");
    }

    [Fact]
    public void A_mean_without_variance_is_refused()
    {
        ThrowsError("InvalidValue", () => new Normalization(mean: [1]), "both mean and variance");
        ThrowsError("InvalidValue", () => new Normalization(mean: [1], variance: [1, 2]), "the same number");
        ThrowsError("ShapeMismatch", () => new Normalization([2]).ComputeOutputShape([3]), "axis 2", "(3,)");
    }

    private static void AssertNormalized(float[] values)
    {
        float high = MathF.Sqrt(1.5f);
        float third = MathF.Sqrt(0.5f);
        Golden.AssertClose([-high, 0, -third, 0, 0, -third, high, 0, 2 * third], values, 1e-6, "normalised values");
    }
}
