namespace KerasPS.Tests.Callbacks;

[TestsOf(typeof(GradientMonitor))]
public class GradientMonitorTests
{
    /// <summary>The gradients of a linear model on squared errors, by hand.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(1024.0)]
    public void The_norm_is_the_mean_over_batches(double? lossScale)
    {
        Sequential model = new([new Dense(1)], [2], "tiny");
        model.Build([2], seed: 1);
        model.Compile(new SGD(0) { LossScaleFactor = lossScale, Clipnorm = 1e-3 }, "mse");
        double[] w = model.Weights().Select(v => (double)v).ToArray();
        float[] x = [1, 2, -1, 0.5f, 3, 1, 2, -2];
        float[] y = [1, 0, 2, -1];
        EpochLog log = Assert.Single(model.Fit(new Dataset(x, [2], y), new FitOptions { BatchSize = 2, Shuffle = ShuffleMode.None, Device = "cpu", Callbacks = [new GradientMonitor(eachLayer: true)] }));
        double expected = 0;
        for (int batch = 0; batch < 2; batch++)
        {
            double[] gradient = new double[3];
            for (int i = 2 * batch; i < (2 * batch) + 2; i++)
            {
                double error = (w[0] * x[2 * i]) + (w[1] * x[(2 * i) + 1]) + w[2] - y[i];
                gradient[0] += error * x[2 * i];
                gradient[1] += error * x[(2 * i) + 1];
                gradient[2] += error;
            }

            expected += Math.Sqrt(gradient.Sum(g => g * g)) / 2;
        }

        Assert.Equal(expected, (double)log["gradient_norm"]!, 1e-5 * expected);
        Assert.Equal((double)log["gradient_norm"]!, (double)log["gradient_norm_dense"]!, 1e-6 * expected);
    }

    [Fact]
    public void Layers_together_are_the_whole()
    {
        Sequential model = new([new Dense(3, activation: "tanh"), new Dense(1)], [2], "two");
        model.Compile("sgd", "mse");
        EpochLog log = Assert.Single(model.Fit(TinyTraining.Data, TinyTraining.Options(1, new GradientMonitor(eachLayer: true)) with { BatchSize = 10 }));
        double first = (double)log["gradient_norm_dense"]!;
        double second = (double)log["gradient_norm_dense_1"]!;
        Assert.True(first > 0 && second > 0);
        Assert.Equal(Math.Sqrt((first * first) + (second * second)), (double)log["gradient_norm"]!, 1e-6);
    }

    [Fact]
    public void Without_each_layer_there_is_one_value_an_epoch()
    {
        EpochLog[] logs = TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(2, new GradientMonitor())).ToArray();
        Assert.Equal(["gradient_norm"], logs[1].Items.Select(item => item.Key).Where(name => name.StartsWith("gradient")));
        Assert.NotEqual(logs[0]["gradient_norm"], logs[1]["gradient_norm"]);
    }

    [Fact]
    public void Names_the_variables_whose_gradients_are_no_numbers()
    {
        // The bias of the second layer alone has a gradient that is a number: the loss is that of its outputs.
        Sequential model = new([new Dense(3, useBias: false), new Dense(1)], [2], "two");
        model.Compile("sgd", "mae");
        float[] x = Enumerable.Repeat(1f, 12).ToArray();
        x[5] = float.PositiveInfinity;
        RecordingOutput output = new();
        FitOptions options = TinyTraining.Options(1, new GradientMonitor()) with { BatchSize = 2, Shuffle = ShuffleMode.None, ValidationData = null, Output = output };
        EpochLog log = Assert.Single(model.Fit(new Dataset(x, [2], new float[6]), options));
        string warning = Assert.Single(output.Warnings);
        Assert.StartsWith("GradientMonitor: gradients were NaN or infinite in 2 of 3 batches of epoch 1, first in batch 2, those of dense/kernel", warning);
        Assert.True(double.IsFinite((double)log["gradient_norm"]!));
    }

    [Fact]
    public void Steps_that_a_loss_scale_leaves_out_are_no_warning()
    {
        RecordingOutput output = new();
        Model model = TinyTraining.Model(new LossScaleOptimizer(new SGD(0.01), initialScale: 3e38));
        FitOptions options = TinyTraining.Options(1, new GradientMonitor()) with { Output = output };
        Assert.Single(model.Fit(TinyTraining.Data, options));
        Assert.Empty(output.Warnings);
        Assert.Contains(output.Lines, line => line.EndsWith("The optimizer skipped these steps."));
    }

    [Fact]
    public void Two_of_them_are_refused_before_the_first_epoch()
    {
        Model model = TinyTraining.Model();
        Assert.Throws<KerasException>(() => model.Fit(TinyTraining.Data, TinyTraining.Options(1, new GradientMonitor(), new GradientMonitor())).Count());
        Assert.Null(model.Session.GradientNorms);
    }
}
