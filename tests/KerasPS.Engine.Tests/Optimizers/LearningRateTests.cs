using KerasPS.Schedules;

namespace KerasPS.Tests.Optimizers;

/// <summary>Learning rates that follow a schedule.</summary>
[TestsOf(typeof(WarmUp))]
public class LearningRateTests
{
    private static readonly LearningRateSchedule Halving = new ExponentialDecay(0.5, 3, 0.5);

    public static TheoryData<string> Optimizers => new(KerasRegistry.ClassesOf(typeof(GradientOptimizer)).Select(type => type.Name));

    /// <summary>Three batches an epoch, so that it halves with each one.</summary>
    [Fact]
    public void The_logs_have_the_rate_at_the_beginning_of_each_epoch()
    {
        Model model = TinyTraining.Model(new SGD(Halving));
        Assert.Equal([0.5, 0.25, 0.125], model.Fit(TinyTraining.Data, TinyTraining.Options(3)).Select(log => log["learning_rate"]));
        Assert.Equal(0.0625, model.LearningRate);
    }

    /// <summary>Every optimizer trains with a constant schedule as with the number.</summary>
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_schedule_takes_the_place_of_the_number(string className)
    {
        Assert.Equal(WeightsAfter(0.02), WeightsAfter(new PiecewiseConstantDecay([], [0.02])));
        Assert.NotEqual(WeightsAfter(0.02), WeightsAfter(new PiecewiseConstantDecay([2], [0.02, 0.01])));

        float[] WeightsAfter(object rate)
        {
            Dictionary<string, object> specification = new() { ["class_name"] = className, ["learning_rate"] = rate };
            Model model = TinyTraining.Model(KerasRegistry.Resolve<Optimizer>(specification));
            _ = model.Fit(TinyTraining.Data, TinyTraining.Options(2)).Count();
            return model.Weights();
        }
    }

    [Fact]
    public void A_scheduled_rate_cannot_be_set()
    {
        SGD sgd = new(Halving);
        ThrowsError("ScheduledLearningRate", () => sgd.LearningRate = 0.1, "optimizer SGD", "schedule ExponentialDecay", "cannot be set");
        Model model = TinyTraining.Model(sgd);
        ThrowsError("ScheduledLearningRate", () => model.LearningRate = 0.1, "ExponentialDecay");
        Assert.Equal(0.5, model.LearningRate);
    }

    [Fact]
    [MirrorsKeras("learning_rate_scheduler_test.test_throws_when_optimizer_has_schedule")]
    public void A_callback_that_sets_the_rate_is_refused_before_the_first_epoch()
    {
        Model model = TinyTraining.Model(new SGD(Halving));
        LearningRateScheduler scheduler = new((_, rate) => rate);
        ThrowsError("ScheduledLearningRate", () => model.Fit(TinyTraining.Data, TinyTraining.Options(1, scheduler)), "ExponentialDecay", "callback");
    }

    [Fact]
    public void A_warm_up_grows_in_a_straight_line_over_any_schedule()
    {
        WarmUp number = new(0.5, 4, startFactor: 0.2);
        Assert.Equal([0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.5f], new long[] { 0, 1, 2, 3, 4, 99 }.Select(number.Call), (a, b) => Math.Abs(a - b) < 1e-7);
        WarmUp over = new(Halving, 4);
        Assert.Equal([0, Halving.Call(1) * 0.25f, Halving.Call(3) * 0.75f, Halving.Call(5)], new long[] { 0, 1, 3, 5 }.Select(over.Call));
    }

    [Fact]
    public void A_factor_over_a_schedule_is_saved_with_the_model()
    {
        Model model = TinyTraining.Model(new SGD(Halving));
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(3, new ReduceLROnPlateau(factor: 0.5, patience: 1, minDelta: 1e6))).Count();
        string path = Path.Combine(TinyTraining.NewFolder(), "a.keras");
        KerasPS.Saving.ModelFile.Save(model, path);
        Model loaded = KerasPS.Saving.ModelFile.Load(path);
        Assert.Equal(0.25, loaded.Compilation!.Optimizer.LearningRateFactor);
        Assert.Equal(model.LearningRate, loaded.LearningRate);
    }

    [Fact]
    public void Who_sets_the_rate_is_recorded()
    {
        Model model = TinyTraining.Model(learningRate: 1);
        LambdaCallback halves = new() { EpochEnd = (_, _) => model.LearningRate /= 2 };
        foreach (EpochLog log in model.Fit(TinyTraining.Data, TinyTraining.Options(2, halves)))
            model.LearningRate = log.Epoch == 1 ? 0.125 : model.LearningRate;
        LearningRateChange[] expected = [new(1, 1, 0.5, "LambdaCallback"), new(1, 0.5, 0.125, "the caller"), new(2, 0.125, 0.0625, "LambdaCallback")];
        Assert.Equal(expected, model.History!.LearningRateChanges);
    }

    [Fact]
    public void A_configuration_has_the_schedule()
    {
        SGD sgd = new(Halving);
        IReadOnlyDictionary<string, object?> rate = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(sgd.GetConfig()["learning_rate"]);
        Assert.Equal("ExponentialDecay", rate["class_name"]);
        Assert.Equal(3, ((IReadOnlyDictionary<string, object?>)rate["config"]!)["decay_steps"]);
    }
}
