using KerasPS.Data;
using KerasPS.Layers;
using KerasPS.Tests.Goldens;
using static KerasPS.Tests.Data.DataFixtures;

namespace KerasPS.Tests.Layers;

public class NormalizationTests
{
    private static readonly Dataset Data = new([1, 100, 5, 3, 100, 5, 5, 100, 8], [3]);

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
        Normalization layer = new([0, 0, 0], [1, 1, 1]);
        Sequential model = new([layer]);
        Assert.Equal(Data.Features, model.Predict(Data).Values);
        layer.Adapt(Data);
        AssertNormalized(model.Predict(Data).Values);
        ThrowsError("ShapeMismatch", () => layer.Adapt(new Dataset([1], [1])), "'normalization'", "(3,)", "(1,)");
    }

    [Fact]
    public void One_mean_stands_for_all_features() =>
        Assert.Equal([0, 49.5f, 2], new Sequential([new Normalization([1], [4])]).Predict(Data).Values[..3]);

    [Fact]
    public void A_mean_without_variance_is_refused() =>
        ThrowsError("InvalidValue", () => new Normalization(mean: [1]), "both mean and variance");

    private static void AssertNormalized(float[] values)
    {
        float high = MathF.Sqrt(1.5f);
        float third = MathF.Sqrt(0.5f);
        Golden.AssertClose([-high, 0, -third, 0, 0, -third, high, 0, 2 * third], values, 1e-6, "normalised values");
    }
}
