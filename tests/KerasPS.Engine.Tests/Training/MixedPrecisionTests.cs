using System.Runtime.InteropServices;
using KerasPS.Initializers;

namespace KerasPS.Tests.Training;

/// <summary>Dtype policies in training.</summary>
public class MixedPrecisionTests
{
    [Theory]
    [InlineData("bfloat16", ScalarType.BFloat16)]
    [InlineData("mixed_bfloat16", ScalarType.Float32)]
    public void A_model_trains_as_in_single_precision(string policy, ScalarType variables)
    {
        double[] single = LossesWith("float32", out _);
        double[] losses = LossesWith(policy, out Model model);
        Assert.All(model.Variables, variable => Assert.Equal(variables, variable.Value.dtype));
        Assert.Equal(single, losses, (one, other) => Math.Abs(one - other) <= 0.1 * single[0]);
        Assert.NotEqual(single, losses);
        Assert.True(losses[^1] < 0.8 * losses[0], string.Join(", ", losses));
        Assert.All(model.Predict(TrainingFixtures.Classes(10)).Outputs[0].Values, value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void With_mixed_float16_the_loss_is_scaled()
    {
        Sequential model = new([new Dense(1)], [2]);
        Adam adam = new(0.25);
        model.Compile(adam, "mse", policy: "mixed_float16");
        LossScaleOptimizer scaled = Assert.IsType<LossScaleOptimizer>(model.Compilation!.Optimizer);
        Assert.Same(adam, scaled.InnerOptimizer);
        Assert.Equal(0.25, model.LearningRate);
    }

    [Fact]
    public void An_optimizer_that_scales_the_loss_is_taken_as_it_is()
    {
        Sequential model = new([new Dense(1)], [2]);
        foreach (Optimizer optimizer in new Optimizer[] { new LossScaleOptimizer(new Adam()), new Adam { LossScaleFactor = 128 } })
        {
            model.Compile(optimizer, "mse", policy: "mixed_float16");
            Assert.Same(optimizer, model.Compilation!.Optimizer);
        }

        SGD plain = new();
        model.Compile(plain, "mse", policy: "mixed_bfloat16");
        Assert.Same(plain, model.Compilation!.Optimizer);
    }

    [Theory]
    [InlineData("float16", "Give -Policy bfloat16")]
    [InlineData("mixed_float16", "Give -Policy mixed_bfloat16")]
    public void Half_precision_trains_or_is_refused_before_epoch_1(string policy, string advice)
    {
        Sequential model = new([new Dense(1)], [2]);
        model.Compile("sgd", "mse", policy: policy);
        Dataset data = new([1, 2, 3, 4], [2], [1, 2]);
        if (CanMultiplyHalves())
            Assert.Single(model.Train(data, new FitOptions()));
        else
            ThrowsError("PolicyNotSupported", () => model.Fit(data), $"'{policy}' computes in float16", "'cpu'", advice);
    }

    [Fact]
    public void A_layer_s_own_half_precision_trains_or_is_refused_too()
    {
        Sequential model = new([new Dense(1) { Dtype = "float16" }], [2]);
        model.Compile("sgd", "mse");
        if (CanMultiplyHalves())
            Assert.Single(model.Train(new([1, 2, 3, 4], [2], [1, 2]), new FitOptions()));
        else
            ThrowsError("PolicyNotSupported", () => model.Fit(new([1, 2, 3, 4], [2], [1, 2])), "'float16'");
    }

    [Fact]
    public void A_layer_in_half_precision_takes_none_from_the_others()
    {
        Sequential model = new([new Dense(2) { Dtype = "bfloat16" }, new Dense(1) { KernelInitializer = new Constant(0.1) }], [2]);
        model.Compile(new SGD(0), "mse");
        _ = model.Train(new([1, 2, 3, 4], [2], [1, 2]), new FitOptions());
        Assert.Equal([0.1f, 0.1f], model.Layers[1].Variables[0].ToArray());
    }

    private static bool CanMultiplyHalves()
    {
        try
        {
            using Tensor one = ones([2, 2], ScalarType.Float16);
            one.matmul(one).Dispose();
            return true;
        }
        catch (ExternalException)
        {
            return false;
        }
    }

    private static double[] LossesWith(string policy, out Model model)
    {
        model = new Sequential([new Dense(16, "relu"), new BatchNormalization(), new Dense(3, "softmax")], [4]);
        model.Compile(new SGD(0.1), "sparse_categorical_crossentropy", ["accuracy"], policy: policy);
        model.Build([4], seed: 1);
        return model.Train(TrainingFixtures.Classes(96), new FitOptions { Epochs = 6, Seed = 2 }).Select(epoch => (double)epoch["loss"]!).ToArray();
    }
}
