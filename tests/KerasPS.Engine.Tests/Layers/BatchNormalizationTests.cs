using System.Collections;
using KerasPS.Initializers;
using KerasPS.Tests.Training;
using static KerasPS.Tests.Training.TrainingFixtures;

namespace KerasPS.Tests.Layers;

public class BatchNormalizationTests : TensorTest
{
    private static readonly float[] Rows = [1, 10, 2, 20, 3, 30, 6, 60];

    // Elsewhere the corrections change with the batch, but no gradient goes through them.
    private static readonly Hashtable AtLimits = new() { ["rmin"] = 0.5, ["rmax"] = 0.5, ["dmax"] = 0 };

    internal static LayerCase[] LayerCases =>
    [
        new(() => new BatchNormalization(axis: 1), [3, 2, 4], "along time"),
        new(() => new BatchNormalization(), [5, 3], "in evaluation", Training: false),
        new(() => new BatchNormalization(), [2, 3, 2], "masked") { Masks = ["110 100"] },
        new(() => new BatchNormalization(), [3, 2, 2, 2], "of images"),
        new(() => new BatchNormalization(), [5, 3], "of rows"),
        new(() => new BatchNormalization(renorm: true, renormClipping: AtLimits), [5, 3], "with renormalisation at its limits"),
        new(() => new BatchNormalization(renorm: true, renormClipping: AtLimits, scale: false), [2, 3, 2], "with renormalisation, masked") { Masks = ["110 101"] },
        new(() => new BatchNormalization(center: false, scale: false), [5, 3], "without gamma and beta"),
    ];

    internal static ArgumentSample[] ArgumentSamples =>
    [
        new(typeof(BatchNormalization), "renorm_clipping", new Hashtable { ["rmax"] = 3.0 }),
    ];

    [Fact]
    public void A_frozen_layer_uses_and_keeps_its_moving_statistics_in_training_too()
    {
        BatchNormalization layer = Built(new BatchNormalization { Trainable = false });
        layer.Variables[2].Assign([1, 2]);
        layer.Variables[3].Assign([4, 9]);
        float[] expected = Call(layer, Rows, training: false);
        Assert.Equal(expected, Call(layer, Rows, training: true));
        Golden.AssertClose([0, 8 / 3f], expected[..2], 1e-3, "the first row");
        Assert.Equal([1, 2], layer.Variables[2].ToArray());
        Assert.Equal([4, 9], layer.Variables[3].ToArray());
    }

    [Fact]
    public void Training_a_model_leaves_a_frozen_layer_as_it_was()
    {
        BatchNormalization frozen = new() { Trainable = false };
        Sequential model = Classifier(frozen);
        model.Build([4], seed: 1);
        float[][] before = model.Variables.Select(v => v.ToArray()).ToArray();
        model.Train(Classes(20), new());
        Assert.All(model.Variables.Zip(before), pair =>
        {
            if (frozen.Variables.Contains(pair.First))
                Assert.Equal(pair.Second, pair.First.ToArray());
            else
                Assert.NotEqual(pair.Second, pair.First.ToArray());
        });
    }

    [Fact]
    public void Freezing_between_two_trainings_works_both_ways()
    {
        BatchNormalization layer = new();
        Sequential model = Classifier(layer);
        model.Train(Classes(20), new());
        float[] trained = layer.Variables[0].ToArray();
        layer.Trainable = false;
        model.Train(Classes(20), new());
        Assert.Equal(trained, layer.Variables[0].ToArray());
        layer.Trainable = true;
        model.Train(Classes(20), new());
        Assert.NotEqual(trained, layer.Variables[0].ToArray());
    }

    [Fact]
    public void The_moving_variance_averages_the_biased_variance()
    {
        BatchNormalization layer = Built(new BatchNormalization(momentum: 0.5));
        Call(layer, Rows, training: true);
        Golden.AssertClose([1.5f, 15], layer.Variables[2].ToArray(), 1e-6, "moving mean");
        Golden.AssertClose([0.5f + (3.5f / 2), 0.5f + (350f / 2)], layer.Variables[3].ToArray(), 1e-6, "moving variance");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Moving_statistics_in_bfloat16_are_rounded_once(bool renorm)
    {
        BatchNormalization layer = new(renorm: renorm) { MovingMeanInitializer = new Constant(10) };
        Tensor input = full([4, 1], 20, ScalarType.Float32);
        LayerFixtures.Call(layer, input);
        layer.ApplyPolicy(DtypePolicy.Of("bfloat16"));
        LayerFixtures.Call(layer, input, training: true);
        // 0.99 · 10 + 0.01 · 20 = 10.1; 9.9 alone would be 9.875.
        Assert.Equal(10.125f, layer.Variables.First(v => v.Name == "moving_mean").ToArray()[0]);
    }

    [Fact]
    public void A_batch_of_one_sample_has_no_variance()
    {
        BatchNormalization layer = Built(new BatchNormalization(momentum: 0.5));
        Golden.AssertClose([0, 0], Call(layer, [3, 4], training: true), 1e-5, "output");
        Assert.Equal([1.5f, 2], layer.Variables[2].ToArray());
        Assert.Equal([0.5f, 0.5f], layer.Variables[3].ToArray());
    }

    /// <summary>The kernel takes the batch in half precision, which must be what single precision gives, rounded once.</summary>
    [Theory]
    [InlineData("bfloat16")]
    [InlineData("mixed_bfloat16")]
    public void Half_precision_is_computed_in_single(string policy)
    {
        Tensor batch = LayerFixtures.Sample([3, 4, 5, 2]).to_type(ScalarType.BFloat16);
        (Tensor output, Tensor gradient, Tensor[] statistics) = Train(policy, batch);
        (Tensor wantedOutput, Tensor wantedGradient, Tensor[] wantedStatistics) = Train("float32", batch.to_type(ScalarType.Float32));
        Assert.Equal(ScalarType.BFloat16, output.dtype);
        Assert.Equal(wantedOutput.to_type(ScalarType.BFloat16).Values(), output.Values());
        AssertClose(wantedGradient, gradient, 0.01);
        double tolerance = policy == "bfloat16" ? 0.01 : 1e-6;
        Assert.Equal(wantedStatistics.Length, statistics.Length);
        foreach ((Tensor wanted, Tensor actual) in wantedStatistics.Zip(statistics))
            AssertClose(wanted, actual, tolerance);

        static void AssertClose(Tensor wanted, Tensor actual, double tolerance) =>
            Assert.Equal(wanted.Values(), actual.Values(), (one, other) => Math.Abs(one - other) <= tolerance * Math.Max(1, Math.Abs(one)));

        static (Tensor Output, Tensor Gradient, Tensor[] Statistics) Train(string policy, Tensor batch)
        {
            BatchNormalization layer = Built(new BatchNormalization());
            layer.ApplyPolicy(DtypePolicy.Of(policy));
            Tensor input = batch.detach().requires_grad_();
            using Generator generator = new(0);
            Tensor output = layer.Call(input, new CallContext(Training: true, generator));
            (output * LayerFixtures.Sample(output.shape, 1).to_type(ScalarType.BFloat16).to_type(output.dtype)).sum().backward();
            return (output, input.grad!, layer.Variables.Where(variable => !variable.IsTrainable).Select(variable => variable.Value).ToArray());
        }
    }

    private static BatchNormalization Built(BatchNormalization layer)
    {
        using Generator generator = new(0);
        layer.Build([2], generator);
        return layer;
    }

    private static float[] Call(BatchNormalization layer, float[] rows, bool training)
    {
        using Generator generator = new(0);
        return layer.Call(tensor(rows, [rows.Length / 2, 2]), new CallContext(training, generator)).detach().data<float>().ToArray();
    }
}
