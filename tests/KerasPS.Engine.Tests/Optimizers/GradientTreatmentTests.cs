using KerasPS.Constraints;
using KerasPS.Schedules;

namespace KerasPS.Tests.Optimizers;

/// <summary>What all optimizers do around their rules. With SGD at a rate of 1, the step is the treated gradient.</summary>
public class GradientTreatmentTests
{
    [Fact]
    public void Clipnorm_bounds_each_variable_s_norm_and_leaves_smaller_ones_alone()
    {
        using Stepper stepper = new(new SGD(1) { Clipnorm = 1 }, Stepper.Variable("a", [0, 0]), Stepper.Variable("b", [0]));
        Near([-0.6f, -0.8f, -0.5f], stepper.Step(3, 4, 0.5f));
    }

    [Fact]
    public void Global_clipnorm_bounds_the_norm_of_all()
    {
        using Stepper stepper = new(new SGD(1) { GlobalClipnorm = 1 }, Stepper.Variable("a", [0, 0]), Stepper.Variable("b", [0]));
        Near([-3 / 13f, -4 / 13f, -12 / 13f], stepper.Step(3, 4, 12));
        Near([(-3 / 13f) - 0.1f, -4 / 13f, -12 / 13f], stepper.Step(0.1f, 0, 0));
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void A_global_norm_that_is_not_finite_makes_all_weights_NaN(float gradient)
    {
        using Stepper stepper = new(new SGD(1) { GlobalClipnorm = 1 }, Stepper.Variable("a", [1, 2]));
        Assert.All(stepper.Step(gradient, 0.5f), weight => Assert.True(float.IsNaN(weight)));
    }

    [Fact]
    public void Clipvalue_bounds_each_value()
    {
        using Stepper stepper = new(new SGD(1) { Clipvalue = 0.25 }, Stepper.Variable("a", [0, 0, 0]));
        Near([-0.25f, 0.25f, -0.125f], stepper.Step(3, -4, 0.125f));
    }

    [Fact]
    public void Weights_decay_before_the_step_by_the_learning_rate()
    {
        using Stepper stepper = new(new SGD(0.5) { WeightDecay = 0.1 }, Stepper.Variable("a", [2, -4]));
        Near([2 - (2 * 0.1f * 0.5f) - 0.5f, -4 + (4 * 0.1f * 0.5f)], stepper.Step(1, 0));
    }

    [Fact]
    public void Excluded_variables_do_not_decay()
    {
        SGD sgd = new(1) { WeightDecay = 0.5 };
        sgd.ExcludeFromWeightDecay("bias", "^gam");
        using Stepper stepper = new(sgd, Stepper.Variable("bias_layer/kernel", [2]), Stepper.Variable("d/bias", [2]), Stepper.Variable("d/gamma", [2]));
        Near([1, 2, 2], stepper.Step(0, 0, 0));
        sgd.ExcludeFromWeightDecay();
        Near([0.5f, 1, 1], stepper.Step(0, 0, 0));
    }

    [Fact]
    public void Names_to_exclude_must_be_regular_expressions() =>
        ThrowsError("InvalidValue", () => new SGD().ExcludeFromWeightDecay("("), "SGD: variable_names must be regular expressions.");

    [Fact]
    public void Accumulated_gradients_make_one_step_with_their_mean_which_is_then_clipped()
    {
        SGD sgd = new(1) { GradientAccumulationSteps = 3, Clipvalue = 2, WeightDecay = 0.5 };
        using Stepper stepper = new(sgd, Stepper.Variable("a", [4, 0]));
        Near([4, 0], stepper.Step(9, 1));
        Near([4, 0], stepper.Step(0, 2));
        Assert.Equal(0, sgd.Iterations);
        Near([2 - 2, -2], stepper.Step(0, 3));
        Assert.Equal(1, sgd.Iterations);
        Near([0, -2], stepper.Step(30, 3));
        Assert.Equal(1, sgd.Iterations);
    }

    [Fact]
    public void A_schedule_counts_every_batch_where_gradients_are_accumulated()
    {
        SGD sgd = new(new PiecewiseConstantDecay([0, 1, 2], [1, 10, 100, 1000])) { GradientAccumulationSteps = 2 };
        using Stepper stepper = new(sgd, Stepper.Variable("a", [0]));
        Assert.Equal(1, sgd.LearningRate);
        Near([0], stepper.Step(1));
        Assert.Equal(10, sgd.LearningRate);
        Near([-10], stepper.Step(1));
        Near([-10], stepper.Step(1));
        Near([-1010], stepper.Step(1));
    }

    /// <summary>The average and its overwriting count steps of accumulated gradients but happen in each batch, as in Keras.</summary>
    [Fact]
    public void The_average_follows_in_each_batch()
    {
        SGD sgd = new(1) { GradientAccumulationSteps = 2, UseEma = true, EmaMomentum = 0.5, EmaOverwriteFrequency = 2 };
        using Stepper stepper = new(sgd, Stepper.Variable("a", [8]));
        (double weight, double average, double sum) = (8, 0, 0);
        for (int step = 0; step < 9; step++)
        {
            sum += 1;
            if (step % 2 == 1)
                (weight, sum) = (weight - (sum / 2), 0);
            int iterations = step / 2;
            average = iterations == 0 ? weight : (0.5 * average) + (0.5 * weight);
            if ((iterations + 1) % 2 == 0)
                weight = average;
            Near([(float)weight], stepper.Step(1));
            Near([(float)average], stepper.State()["a/average"]);
        }
    }

    [Fact]
    public void The_scale_of_the_loss_is_taken_out_of_the_gradients_before_they_are_clipped()
    {
        using Stepper stepper = new(new SGD(1) { LossScaleFactor = 8, Clipvalue = 1 }, Stepper.Variable("a", [0, 0]));
        Near([-0.5f, -1], stepper.Step(4, 80));
    }

    [Fact]
    public void The_scale_of_the_loss_changes_no_training()
    {
        Model plain = TinyTraining.Model(new Adam(0.05));
        Model scaled = TinyTraining.Model(new Adam(0.05) { LossScaleFactor = 1024 });
        double[] losses = [.. Losses(plain)];
        Assert.Equal(losses, Losses(scaled));
        Assert.Equal(plain.Weights(), scaled.Weights());

        static IEnumerable<double> Losses(Model model) => model.Fit(TinyTraining.Data, TinyTraining.Options(3)).Select(log => (double)log["loss"]!);
    }

    /// <summary>Constraints see the weights after the average has overwritten them, also between steps of accumulated gradients.</summary>
    [Fact]
    public void Constraints_hold_after_everything_else()
    {
        SGD sgd = new(1) { UseEma = true, EmaMomentum = 0.5, EmaOverwriteFrequency = 2 };
        using Stepper stepper = new(sgd, Stepper.Variable("a", [-4, 4], constraint: new NonNeg()), Stepper.Variable("b", [-4]));
        Near([0, 3, -5], stepper.Step(1, 1, 1));
        Near([0, 4f, -5.5f], stepper.Step(10, -2, 1));
        Near([-7.5f, 4f, -5.5f], stepper.State()["a/average"].Concat(stepper.State()["b/average"]).ToArray());
    }

    [Fact]
    public void A_constraint_holds_in_a_training()
    {
        Sequential model = new([new Dense(3) { KernelConstraint = new MaxNorm(0.5) }, new Dense(1)], [2]);
        model.Build([2], seed: 1);
        model.Compile(new Adam(0.5), "mse");
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(3)).Count();
        float[] kernel = model.Layers[0].Variables[0].ToArray();
        double[] norms = Enumerable.Range(0, 3).Select(i => Math.Sqrt((kernel[i] * kernel[i]) + (kernel[i + 3] * kernel[i + 3]))).ToArray();
        Assert.All(norms, norm => Assert.True(norm <= 0.5 + 1e-5));
        Assert.Contains(norms, norm => norm > 0.49);
    }

    [Fact]
    public void After_a_fit_the_weights_are_the_average_before_callbacks_end()
    {
        float[] atEnd = [];
        float[] lastBatch = [];
        Model model = TinyTraining.Model(new SGD(0.05) { UseEma = true });
        LambdaCallback look = new() { TrainBatchEnd = (_, _) => lastBatch = model.Weights(), TrainEnd = _ => atEnd = model.Weights() };
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(2, look)).Count();
        Assert.NotEqual(lastBatch, model.Weights());
        Assert.Equal(model.Weights(), atEnd);
        Assert.Equal(Averages(model), model.Weights());
    }

    [Fact]
    public void A_fit_that_fails_leaves_the_weights_as_they_are()
    {
        float[] lastBatch = [];
        Model model = TinyTraining.Model(new SGD(0.05) { UseEma = true });
        LambdaCallback fail = new() { TrainBatchEnd = (batch, _) => lastBatch = batch == 2 ? throw new InvalidOperationException() : model.Weights() };
        Assert.Throws<InvalidOperationException>(() => model.Fit(TinyTraining.Data, TinyTraining.Options(2, fail)).Count());
        Assert.NotEqual(Averages(model), model.Weights());
        Assert.NotEmpty(lastBatch);
    }

    /// <summary>Nothing is averaged then, and what was averaged before may be older than the weights.</summary>
    [Fact]
    public void A_fit_without_a_step_leaves_the_weights_as_they_are()
    {
        Model model = TinyTraining.Model(new SGD(0.05) { UseEma = true });
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(1)).Count();
        model.Variables[0].Assign([1, 2]);
        float[] before = model.Weights();
        Assert.Empty(model.Fit(TinyTraining.Data, TinyTraining.Options(1) with { InitialEpoch = 1 }));
        Assert.Equal(before, model.Weights());
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        ThrowsError("InvalidValue", () => new SGD { GradientAccumulationSteps = 1 }, "SGD: gradient_accumulation_steps must be 2 or above, not 1.");
        ThrowsError("InvalidValue", () => new SGD { EmaMomentum = 1.5 }, "ema_momentum must be from 0 to 1, not 1.5.");
        ThrowsError("InvalidValue", () => new SGD { EmaOverwriteFrequency = 0 }, "ema_overwrite_frequency must be above 0, not 0.");
        ThrowsError("InvalidValue", () => new SGD { Clipnorm = 0 }, "clipnorm must be above 0");
        ThrowsError("InvalidValue", () => new SGD { LossScaleFactor = -1 }, "loss_scale_factor must be above 0");
        ThrowsError("InvalidValue", () => new SGD { WeightDecay = -1 }, "weight_decay must be 0 or above");
        ThrowsError("InvalidValue", () => new AdamW { WeightDecay = null }, "AdamW: weight_decay must be a number");
        SGD trained = new();
        using Stepper stepper = new(trained, Stepper.Variable("a", [1]));
        ThrowsError("AlreadyTraining", () => trained.UseEma = true, "SGD: use_ema can be set only before");
        ThrowsError("AlreadyTraining", () => trained.GradientAccumulationSteps = 2, "gradient_accumulation_steps");
    }

    private static float[] Averages(Model model) =>
        model.Compilation!.Optimizer.State().Where(slot => slot.Name == "average").SelectMany(slot => slot.Values.contiguous().data<float>().ToArray()).ToArray();

    private static void Near(float[] expected, float[] actual) => Goldens.Golden.AssertClose(expected, actual, 1e-6, "weights");
}
