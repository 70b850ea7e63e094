using KerasPS.Metrics;

namespace KerasPS.Tests.Callbacks;

public class MonitorCallbackTests
{
    private static readonly TrainingPlan Plan = new(
        new Dictionary<string, MetricDirection>
        {
            ["loss"] = MetricDirection.Down,
            ["mse"] = MetricDirection.Down,
            ["hinge"] = MetricDirection.Down,
            ["acc"] = MetricDirection.Up,
            ["accuracy"] = MetricDirection.Up,
            ["f1_score"] = MetricDirection.Up,
            ["sum"] = MetricDirection.None,
        },
        epochs: 10,
        initialEpoch: 0,
        stepsPerEpoch: 5,
        hasValidation: true,
        validationFrequency: 1);

    internal static CallbackCase[] CallbackCases =>
    [
        new(typeof(MonitorCallback))
        {
            NoState = new()
            {
                ["direction"] = "Validate finds it out",
                ["mayLackValue"] = "Validate finds it out",
            },
        },
        new(typeof(BestScore)) { OtherNames = new() { ["Value"] = "best", ["Epoch"] = "best_epoch" } },
    ];

    /// <summary>Keras's tables of directions in monitor_callback_test and early_stopping_test.</summary>
    [Theory]
    [InlineData("mse", MonitorMode.Auto, false)]
    [InlineData("loss", MonitorMode.Auto, false)]
    [InlineData("hinge", MonitorMode.Auto, false)]
    [InlineData("acc", MonitorMode.Auto, true)]
    [InlineData("accuracy", MonitorMode.Auto, true)]
    [InlineData("f1_score", MonitorMode.Auto, true)]
    [InlineData("acc", MonitorMode.Min, false)]
    [InlineData("mse", MonitorMode.Max, true)]
    [InlineData("sum", MonitorMode.Max, true)]
    [MirrorsKeras("early_stopping_test.test_early_stopping")]
    [MirrorsKeras("monitor_callback_test.test_monitor_op_logic")]
    public void Knows_the_direction(string metric, MonitorMode mode, bool isLargerBetter)
    {
        foreach (string name in new[] { metric, "val_" + metric, metric.ToUpperInvariant() })
        {
            Probe probe = new Probe(name, mode).Attached();
            probe.Validate(Plan);
            Assert.Equal(isLargerBetter, probe.Improves(2, 1));
            Assert.Equal(!isLargerBetter, probe.Improves(1, 2));
        }
    }

    /// <summary>Keras's test_min_delta.</summary>
    [Theory]
    [InlineData(0.75, 0.0, true)]
    [InlineData(0.5, null, true)]
    [InlineData(0.5, 0.0, false)]
    [InlineData(0.2, 0.5, false)]
    [MirrorsKeras("monitor_callback_test.test_min_delta")]
    public void A_change_must_exceed_min_delta(double value, double? reference, bool expected) =>
        Assert.Equal(expected, new Probe("accuracy", MonitorMode.Max, -0.5).Improves(value, reference));

    [Fact]
    public void A_NaN_is_never_better_and_never_in_the_way()
    {
        Probe probe = new("loss", MonitorMode.Auto);
        Assert.False(probe.Improves(double.NaN, null));
        Assert.False(probe.Improves(double.NaN, 1));
        Assert.True(probe.Improves(1, double.NaN));
    }

    [Fact]
    [MirrorsKeras("early_stopping_test.test_early_stopping")]
    public void An_unknown_name_is_an_error_before_the_first_epoch()
    {
        KerasException error = Assert.Throws<KerasException>(() => new Probe("val_acuracy", MonitorMode.Auto).Attached().Validate(Plan));
        Assert.Equal("MonitorNotFound", error.ErrorId);
        Assert.Contains("Did you mean 'val_accuracy'", error.Message);
    }

    [Fact]
    public void Validation_values_need_validation_data()
    {
        FitOptions options = TinyTraining.Options(2, new EarlyStopping()) with { ValidationData = null };
        KerasException error = Assert.Throws<KerasException>(() => TinyTraining.Model().Fit(TinyTraining.Data, options));
        Assert.Contains("because it has no validation data", error.Message);
    }

    [Fact]
    public void A_metric_without_direction_needs_a_mode()
    {
        KerasException error = Assert.Throws<KerasException>(() => new Probe("val_sum", MonitorMode.Auto).Attached().Validate(Plan));
        Assert.Equal("DirectionUnknown", error.ErrorId);
        Assert.Contains("-Mode Min or -Mode Max", error.Message);
    }

    [Fact]
    public void With_a_mode_an_unknown_name_is_a_warning_since_a_callback_may_add_it()
    {
        RecordingOutput output = new();
        new Probe("val_acuracy", MonitorMode.Max).Attached(output: output).Validate(Plan);
        Assert.Contains("Did you mean 'val_accuracy'", Assert.Single(output.Warnings));
    }

    [Fact]
    public void Without_a_plan_only_losses_are_known()
    {
        Assert.True(new Probe("val_my_loss", MonitorMode.Auto).Improves(1, 2));
        Assert.Throws<KerasException>(() => new Probe("val_accuracy", MonitorMode.Auto).Improves(1, 2));
    }

    private sealed class Probe(string monitor, MonitorMode mode, double minDelta = 0) : MonitorCallback(monitor, mode, minDelta)
    {
        public bool Improves(double value, double? reference) => IsImprovement(value, reference);
    }
}
