using KerasPS.Schedules;

namespace KerasPS.Tests.Optimizers;

[TestsOf(typeof(LossScaleOptimizer))]
public class LossScaleOptimizerTests
{
    [Fact]
    public void A_finite_step_is_the_inner_one_with_gradients_divided()
    {
        LossScaleOptimizer optimizer = new(new SGD(1), initialScale: 8);
        using Stepper stepper = new(optimizer, Stepper.Variable("a", [1, 2]));
        Assert.Equal([0.5f, 4f], stepper.Step(4, -16));
        Assert.Equal((8.0, 1L), (optimizer.DynamicScale, optimizer.Iterations));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_step_that_is_not_finite_is_left_out_and_halves_the_scale(float gradient)
    {
        LossScaleOptimizer optimizer = new(new Adam(1) { UseEma = true }, initialScale: 8);
        using Stepper stepper = new(optimizer, Stepper.Variable("a", [1, 2]));
        Assert.Equal([1f, 2f], stepper.Step(gradient, 1));
        Assert.Equal((4.0, 0L), (optimizer.DynamicScale, optimizer.Iterations));
        Assert.Equal([0f, 0f], stepper.State()["a/momentum"]);
    }

    /// <summary>As Keras's variables: the scale and the count after each step, growing after three good steps.</summary>
    [Fact]
    public void The_scale_grows_after_good_steps_in_a_row()
    {
        LossScaleOptimizer optimizer = new("sgd", initialScale: 8, dynamicGrowthSteps: 3);
        using Stepper stepper = new(optimizer, Stepper.Variable("a", [1]));
        List<(float Scale, float Count)> seen = [];
        foreach (float gradient in new[] { 1, 1, float.NaN, 1, 1, 1, 1, 1, 1, 1 })
        {
            stepper.Step(gradient);
            seen.Add((stepper.State()["dynamic_scale"][0], stepper.State()["step_counter"][0]));
        }

        Assert.Equal([(8, 1), (8, 2), (4, 0), (4, 1), (4, 2), (8, 0), (8, 1), (8, 2), (16, 0), (16, 1)], seen);
        Assert.Equal(9, optimizer.Iterations);
    }

    [Fact]
    public void A_training_is_the_same_with_it()
    {
        Model plain = TinyTraining.Model(new Adam(0.05));
        Model scaled = TinyTraining.Model(new LossScaleOptimizer(new Adam(0.05), dynamicGrowthSteps: 2));
        _ = plain.Fit(TinyTraining.Data, TinyTraining.Options(3)).Count();
        EpochLog last = scaled.Fit(TinyTraining.Data, TinyTraining.Options(3)).Last();
        Assert.Equal(plain.Weights(), scaled.Weights());
        Assert.Equal((double)0.05f, last["learning_rate"]);
        Assert.Equal(32768 * 16.0, ((LossScaleOptimizer)scaled.Compilation!.Optimizer).DynamicScale);
    }

    /// <summary>The loss overflows single precision until the scale has come down.</summary>
    [Fact]
    public void A_scale_that_is_too_high_comes_down()
    {
        LossScaleOptimizer optimizer = new(new SGD(0.05), initialScale: 3e38);
        Model model = TinyTraining.Model(optimizer);
        float[] before = model.Weights();
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(5)).Count();
        Assert.True(optimizer.DynamicScale < 3e38);
        Assert.NotEqual(before, model.Weights());
        Assert.True(optimizer.Iterations < 15);
    }

    [Fact]
    public void The_learning_rate_is_the_inner_one()
    {
        SGD inner = new(0.5);
        LossScaleOptimizer optimizer = new(inner) { LearningRate = 0.25 };
        Assert.Equal((0.25, 0.25), (inner.LearningRate, optimizer.LearningRate));
        ThrowsError("ScheduledLearningRate", () => new LossScaleOptimizer(new SGD(new CosineDecay(1, 2))) { LearningRate = 1 }, "SGD", "CosineDecay");
    }

    [Fact]
    public void What_has_a_scale_already_is_refused()
    {
        ThrowsError("InvalidValue", () => new LossScaleOptimizer(new SGD { LossScaleFactor = 2 }), "no loss scale of its own; SGD has one");
        ThrowsError("InvalidValue", () => new LossScaleOptimizer(new LossScaleOptimizer("sgd")), "LossScaleOptimizer has one");
        ThrowsError("InvalidValue", () => new LossScaleOptimizer("sgd", initialScale: 0), "initial_scale must be above 0");
        ThrowsError("InvalidValue", () => new LossScaleOptimizer("sgd", dynamicGrowthSteps: 0), "dynamic_growth_steps must be above 0");
    }
}
