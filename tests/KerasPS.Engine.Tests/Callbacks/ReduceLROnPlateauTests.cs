using KerasPS.Schedules;

namespace KerasPS.Tests.Callbacks;

[TestsOf(typeof(ReduceLROnPlateau))]
public class ReduceLROnPlateauTests
{
    public const string GoldenCase = "callbacks/ReduceLROnPlateau(monitor=val_loss, lr0=1.0)";

    internal static CallbackCase[] CallbackCases =>
    [
        new(typeof(ReduceLROnPlateau), _ => new ReduceLROnPlateau(patience: 1, cooldown: 3)),
    ];

    public static TheoryData<int> GoldenRuns => new(Enumerable.Range(0, GoldenCases.All[GoldenCase].GetArrayLength()));

    [Theory]
    [MemberData(nameof(GoldenRuns))]
    public void Decides_as_Keras(int index)
    {
        JsonElement golden = GoldenCases.All[GoldenCase][index];
        Model model = TinyTraining.Model(learningRate: 1);
        ReduceLROnPlateau plateau = Create(golden.GetProperty("kwargs")).Attached(model);
        plateau.OnTrainBegin(new Logs());
        double[] values = golden.GetProperty("seq").EnumerateArray().Select(v => v.ValueKind == JsonValueKind.String ? double.NaN : v.GetDouble()).ToArray();
        int epoch = 0;
        foreach (JsonElement row in golden.GetProperty("trace[epoch,logged_lr,lr_after,wait,cooldown,best]").EnumerateArray())
        {
            Logs logs = TinyTraining.Logs("val_loss", values[epoch]);
            plateau.OnEpochEnd(epoch, logs);
            Assert.Equal((row[3].GetInt32(), row[4].GetInt32(), row[5].GetDouble()), (plateau.Wait, plateau.CooldownCounter, plateau.Best!.Value));
            Golden.AssertClose([(float)row[1].GetDouble(), (float)row[2].GetDouble()], [(float)(double)logs["learning_rate"]!, (float)model.LearningRate], 1e-9, GoldenCase);
            epoch++;
        }

        Assert.Equal(values.Length, epoch);
    }

    /// <summary>Keras's test_reduces_lr_with_model_fit, test_honors_min_lr and test_cooldown.</summary>
    [Theory]
    [InlineData(2, 0, 0, 0.01)]
    [InlineData(4, 0, 0.005, 0.005)]
    [InlineData(4, 2, 0, 0.001)]
    [MirrorsKeras("reduce_lr_on_plateau_test.test_reduces_lr_with_model_fit")]
    [MirrorsKeras("reduce_lr_on_plateau_test.test_honors_min_lr")]
    [MirrorsKeras("reduce_lr_on_plateau_test.test_cooldown")]
    public void Reduces_in_a_training(int epochs, int cooldown, double minLr, double expected)
    {
        Model model = TinyTraining.Model(learningRate: 0.1);
        Fit(model, epochs, new ReduceLROnPlateau(factor: 0.1, patience: 1, minDelta: 1e6, cooldown: cooldown, minLr: minLr));
        Assert.Equal((float)expected, (float)model.LearningRate, 1e-9);
    }

    /// <summary>Keras's test_verbose_logging, and the record.</summary>
    [Fact]
    [MirrorsKeras("reduce_lr_on_plateau_test.test_verbose_logging")]
    public void Says_and_records_what_it_does()
    {
        RecordingOutput output = new();
        Model model = TinyTraining.Model(learningRate: 0.5);
        EpochLog[] logs = Fit(model, 3, new ReduceLROnPlateau(factor: 0.5, patience: 1, minDelta: 1e6), output);
        Assert.Equal([0.5, 0.5, 0.25], logs.Select(log => log["learning_rate"]));
        Assert.Contains("Epoch 2: ReduceLROnPlateau changed the learning rate from 0.5 to 0.25.", output.Lines);
        LearningRateChange[] expected = [new(2, 0.5, 0.25, "ReduceLROnPlateau"), new(3, 0.25, 0.125, "ReduceLROnPlateau")];
        Assert.Equal(expected, model.History!.LearningRateChanges);
    }

    /// <summary>Keras's test_state_reset_across_fit_calls.</summary>
    [Fact]
    [MirrorsKeras("reduce_lr_on_plateau_test.test_state_reset_across_fit_calls")]
    public void Begins_anew_with_each_training()
    {
        ReduceLROnPlateau plateau = new(patience: 3, minDelta: 1e6, cooldown: 5);
        Fit(TinyTraining.Model(), 5, plateau);
        Assert.NotEqual((0, 0), (plateau.Wait, plateau.CooldownCounter));
        plateau.OnTrainBegin(new Logs());
        Assert.Equal((0, 0, null), (plateau.Wait, plateau.CooldownCounter, plateau.Best));
    }

    /// <summary>Where Keras's test_throws_when_optimizer_has_schedule expects an error, schedule, warm-up and reductions are multiplied.</summary>
    [Fact]
    public void Is_multiplied_with_a_schedule_and_its_warm_up()
    {
        LearningRateSchedule halving = new ExponentialDecay(0.5, 3, 0.5);
        WarmUp schedule = new(halving, 6);
        Model model = TinyTraining.Model(new SGD(schedule));
        List<double> used = [];
        LambdaCallback recorder = new() { TrainBatchBegin = (_, _) => used.Add(model.LearningRate) };
        EpochLog[] logs = Fit(model, 3, recorder, new ReduceLROnPlateau(factor: 0.1, patience: 1, minDelta: 1e6));
        for (int step = 0; step < 9; step++)
        {
            double factor = step < 6 ? 1 : 0.1;
            Assert.Equal(0.5 * Math.Pow(0.5, step / 3.0) * Math.Min(1, step / 6.0) * factor, used[step], 1e-7);
        }

        Assert.Equal([used[0], used[3], used[6]], logs.Select(log => (double)log["learning_rate"]!));
        Assert.Equal(0.01, model.Compilation!.Optimizer.LearningRateFactor, 1e-7);
        Assert.Equal([2, 3], model.History!.LearningRateChanges.Select(change => change.Epoch));
    }

    [Fact]
    public void The_least_rate_holds_over_a_schedule_when_it_reduces()
    {
        Model model = TinyTraining.Model(new SGD(new PiecewiseConstantDecay([], [0.5])));
        Fit(model, 4, new ReduceLROnPlateau(factor: 0.1, patience: 1, minDelta: 1e6, minLr: 0.2));
        Assert.Equal(0.2, model.LearningRate, 1e-7);
        Assert.Single(model.History!.LearningRateChanges);
    }

    /// <summary>As in Keras, what a function sets counts, and the function may derive it from the reduced rate.</summary>
    [Fact]
    public void A_scheduler_may_derive_its_rate_from_the_reduced_one()
    {
        Model model = TinyTraining.Model(learningRate: 1);
        Fit(model, 3, new LearningRateScheduler((_, rate) => rate / 2), new ReduceLROnPlateau(factor: 0.5, patience: 1, minDelta: 1e6));
        Assert.Equal(1 / 32.0, model.LearningRate);
        Assert.Equal(
            ["LearningRateScheduler", "LearningRateScheduler", "ReduceLROnPlateau", "LearningRateScheduler", "ReduceLROnPlateau"],
            model.History!.LearningRateChanges.Select(change => change.By));
    }

    [Fact]
    public void Works_under_a_loss_scale()
    {
        Model model = TinyTraining.Model(new LossScaleOptimizer(new SGD(new PiecewiseConstantDecay([], [0.5]))));
        Fit(model, 2, new ReduceLROnPlateau(factor: 0.5, patience: 1, minDelta: 1e6));
        Assert.Equal(0.25, model.LearningRate);
    }

    [Fact]
    public void A_rate_that_cannot_be_reduced_is_a_warning()
    {
        RecordingOutput output = new();
        Fit(TinyTraining.Model(learningRate: 0.01), 1, new ReduceLROnPlateau(minLr: 0.01), output);
        Assert.Contains("is not above min_lr 0.01", Assert.Single(output.Warnings));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.0)]
    [InlineData(-0.5)]
    public void Refuses_a_factor_that_reduces_nothing(double factor) => Assert.Throws<KerasException>(() => new ReduceLROnPlateau(factor: factor));

    [Fact]
    public void Finds_a_misspelt_monitor_before_the_first_epoch()
    {
        KerasException error = Assert.Throws<KerasException>(() => TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(1, new ReduceLROnPlateau("val_los"))));
        Assert.Contains("Did you mean 'val_loss'", error.Message);
    }

    private static ReduceLROnPlateau Create(JsonElement arguments)
    {
        double Value(string name, double otherwise) => arguments.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : otherwise;
        Assert.All(arguments.EnumerateObject(), argument => Assert.Contains(argument.Name, new[] { "patience", "factor", "cooldown", "min_lr", "min_delta", "mode" }));
        return new ReduceLROnPlateau(
            factor: Value("factor", 0.1),
            patience: (int)Value("patience", 10),
            mode: arguments.TryGetProperty("mode", out JsonElement mode) ? Enum.Parse<MonitorMode>(mode.GetString()!, ignoreCase: true) : MonitorMode.Auto,
            minDelta: Value("min_delta", 1e-4),
            cooldown: (int)Value("cooldown", 0),
            minLr: Value("min_lr", 0));
    }

    private static EpochLog[] Fit(Model model, int epochs, Callback callback, RecordingOutput output) =>
        model.Fit(TinyTraining.Data, TinyTraining.Options(epochs, callback) with { Output = output }).ToArray();

    private static EpochLog[] Fit(Model model, int epochs, params Callback[] callbacks) =>
        model.Fit(TinyTraining.Data, TinyTraining.Options(epochs, callbacks)).ToArray();
}
