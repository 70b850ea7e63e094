namespace KerasPS.Tests.Callbacks;

[TestsOf(typeof(EarlyStopping))]
public class EarlyStoppingTests
{
    public const string GoldenCase = "callbacks/EarlyStopping(monitor=val_loss,restore_best_weights)";

    internal static CallbackCase[] CallbackCases =>
    [
        new(typeof(EarlyStopping), _ => new EarlyStopping(patience: 7, restoreBestWeights: true)),
    ];

    /// <summary>All but those of a NaN in the first epoch, of which more is said in <see cref="Keras_stops_at_a_NaN_in_the_first_epoch_and_KerasPS_does_not"/>.</summary>
    public static TheoryData<int> GoldenCases => new(Enumerable.Range(0, Goldens().GetArrayLength()).Where(index => !double.IsNaN(ValuesOf(Goldens()[index])[0])));

    /// <summary>Each decision as Keras made it.</summary>
    [Theory]
    [MemberData(nameof(GoldenCases))]
    [MirrorsKeras("early_stopping_test.test_early_stopping_final_weights_when_restoring_model_weights")]
    public void Decides_as_Keras(int index)
    {
        JsonElement golden = Goldens()[index];
        Model model = TinyTraining.Model();
        EarlyStopping stopping = Create(golden.GetProperty("kwargs")).Attached(model);
        Run(stopping, model, ValuesOf(golden), golden.GetProperty("trace[epoch,wait,best,best_epoch,stop]"));
        Assert.Equal(golden.GetProperty("stopped_epoch").GetInt32(), stopping.StoppedEpoch);
        Assert.Equal(golden.GetProperty("weights_after_train_end_from_epoch").GetInt32(), model.Variables[1].ToArray()[0]);
    }

    /// <summary>By design: Keras takes the NaN for the best value, so that nothing ever improves, and restores its weights.</summary>
    [Fact]
    public void Keras_stops_at_a_NaN_in_the_first_epoch_and_KerasPS_does_not()
    {
        JsonElement golden = Assert.Single(Goldens().EnumerateArray(), golden => double.IsNaN(ValuesOf(golden)[0]));
        double[] values = ValuesOf(golden);
        int stoppedByKeras = golden.GetProperty("stopped_epoch").GetInt32();
        Assert.True(stoppedByKeras < values.Length - 1);
        Assert.Equal(0, golden.GetProperty("weights_after_train_end_from_epoch").GetInt32());

        Model model = TinyTraining.Model();
        EarlyStopping stopping = Create(golden.GetProperty("kwargs")).Attached(model);
        stopping.OnTrainBegin(new Logs());
        for (int epoch = 0; epoch < values.Length; epoch++)
        {
            model.Variables[1].Assign([epoch]);
            stopping.OnEpochEnd(epoch, TinyTraining.Logs("val_loss", values[epoch]));
            Assert.False(model.StopTraining);
            Assert.Equal(epoch == 0 ? null : values[epoch], stopping.Best);
        }

        stopping.OnTrainEnd(new Logs());
        Assert.Equal((values.Length - 1, 0), (stopping.BestEpoch, stopping.StoppedEpoch));
        Assert.Equal(values.Length - 1, model.Variables[1].ToArray()[0]);
    }

    [Fact]
    public void A_NaN_in_the_first_epoch_is_never_the_best()
    {
        Model model = TinyTraining.Model();
        EarlyStopping stopping = new EarlyStopping(patience: 2, restoreBestWeights: true).Attached(model);
        stopping.OnTrainBegin(new Logs());
        double[] values = [double.NaN, 1.0, 0.5, 0.6, 0.7];
        for (int epoch = 0; epoch < values.Length; epoch++)
        {
            model.Variables[1].Assign([epoch]);
            stopping.OnEpochEnd(epoch, TinyTraining.Logs("val_loss", values[epoch]));
            Assert.Equal(epoch == 4, model.StopTraining);
        }

        stopping.OnTrainEnd(new Logs());
        Assert.Equal(0.5, stopping.Best);
        Assert.Equal(2, model.Variables[1].ToArray()[0]);
    }

    /// <summary>Keras's test_early_stopping_patience.</summary>
    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    [InlineData(3, 5)]
    [MirrorsKeras("early_stopping_test.test_early_stopping_patience")]
    public void Waits_for_its_patience(int patience, int stopped)
    {
        double[] values = [10, 9, 8, 9, 8.9, 8.8, 8.7, 8.6, 8.5];
        EarlyStopping stopping = new(patience: patience);
        Fit(stopping, values);
        Assert.Equal(stopped, stopping.StoppedEpoch);
    }

    /// <summary>Keras's test_early_stopping_reuse and test_state_reset_across_fit_calls.</summary>
    [Fact]
    [MirrorsKeras("early_stopping_test.test_early_stopping_reuse")]
    [MirrorsKeras("early_stopping_test.test_state_reset_across_fit_calls")]
    public void Begins_anew_with_each_training()
    {
        EarlyStopping stopping = new(patience: 2, restoreBestWeights: true);
        Assert.Equal(3, Fit(stopping, [1, 2, 3, 4, 5]).Epochs.Count);
        stopping.OnTrainBegin(new Logs());
        Assert.Equal((0, 0, 0, null), (stopping.Wait, stopping.BestEpoch, stopping.StoppedEpoch, stopping.Best));
        Assert.Equal(4, Fit(stopping, [2, 1, 3, 4, 5]).Epochs.Count);
    }

    /// <summary>Keras's test_early_stopping_with_baseline and _with_start_from_epoch.</summary>
    [Fact]
    [MirrorsKeras("early_stopping_test.test_early_stopping_with_baseline")]
    [MirrorsKeras("early_stopping_test.test_early_stopping_with_start_from_epoch")]
    public void Trains_at_least_patience_epochs_from_the_first_that_counts()
    {
        Assert.Equal(3, Fit(new EarlyStopping(patience: 3, baseline: 0.1), [1, 2, 3, 4, 5]).Epochs.Count);
        Assert.Equal(5, Fit(new EarlyStopping(patience: 2, startFromEpoch: 2), [1, 2, 3, 4, 5]).Epochs.Count);
        Assert.Equal(4, Fit(new EarlyStopping(startFromEpoch: 2), [1, 2, 3, 4, 5]).Epochs.Count);
    }

    [Fact]
    public void Says_in_the_history_which_weights_the_model_has()
    {
        List<float[]> weights = [];
        Model model = TinyTraining.Model();
        LambdaCallback recorder = new() { EpochEnd = (_, _) => weights.Add(model.Weights()) };
        double[] values = [3, 2, 1, 2, 3, 4];
        EpochLog[] logs = model.Fit(
            TinyTraining.Data,
            TinyTraining.Options(6, recorder, TinyTraining.Script("val_loss", values), new EarlyStopping(patience: 2, restoreBestWeights: true))).ToArray();
        History history = model.History!;
        Assert.Equal(5, logs.Length);
        Assert.Equal((StopReason.EarlyStopping, 5, 3, 3), (history.StopReason, history.StoppedEpoch, history.BestEpoch, history.WeightsFromEpoch));
        Assert.Equal("val_loss has not improved for 2 epochs; its best value is 1, of epoch 3.", history.StopMessage);
        Assert.Equal(weights[2], model.Weights());
    }

    [Fact]
    public void The_history_of_a_training_keeps_its_best_epoch_when_the_callback_is_used_again()
    {
        EarlyStopping stopping = new(patience: 9);
        History first = Fit(stopping, [3, 1, 2]);
        History second = Fit(stopping, [3, 2, 2, 1]);
        Assert.Equal((2, 4), (first.BestEpoch, second.BestEpoch));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_epoch_is_best_where_no_value_is_a_number(bool restores) =>
        Assert.Equal(0, Fit(new EarlyStopping(patience: 9, restoreBestWeights: restores), [double.NaN, double.NaN]).BestEpoch);

    [Fact]
    public void Without_restoring_the_weights_are_the_last_ones()
    {
        History history = Fit(new EarlyStopping(patience: 2), [3, 1, 2, 3]);
        Assert.Equal((2, 4), (history.BestEpoch, history.WeightsFromEpoch));
    }

    [Fact]
    public void Restores_statistics_of_batches_too()
    {
        Sequential model = new([new BatchNormalization(momentum: 0.5), new Dense(1)], [2], "tiny");
        model.Compile("adam", "mse");
        List<float[]> weights = [];
        LambdaCallback recorder = new() { EpochEnd = (_, _) => weights.Add(model.Weights()) };
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(3, recorder, TinyTraining.Script("val_loss", 3, 1, 2), new EarlyStopping(patience: 5, restoreBestWeights: true))).Count();
        Assert.Equal(StopReason.Completed, model.History!.StopReason);
        Assert.NotEqual(weights[1], weights[2]);
        Assert.Equal(weights[1], model.Weights());
    }

    [Fact]
    public void A_missing_value_is_a_warning_that_names_what_there_is()
    {
        RecordingOutput output = new();
        EarlyStopping stopping = new EarlyStopping("val_los", mode: MonitorMode.Min).Attached(output: output);
        stopping.OnTrainBegin(new Logs());
        stopping.OnEpochEnd(0, TinyTraining.Logs("val_loss", 1));
        Assert.Equal(0, stopping.Wait);
        Assert.Equal("EarlyStopping: there is no 'val_los' to monitor. Did you mean 'val_loss'? Known: val_loss.", Assert.Single(output.Warnings));
    }

    [Fact]
    public void An_epoch_in_which_validation_is_not_due_is_passed_over_in_silence()
    {
        RecordingOutput output = new();
        FitOptions options = TinyTraining.Options(6, new EarlyStopping(patience: 10)) with { ValidationFrequency = 2, Output = output };
        Assert.Equal(6, TinyTraining.Model().Fit(TinyTraining.Data, options).Count());
        Assert.Empty(output.Warnings);
    }

    [Fact]
    public void State_goes_on_where_it_was()
    {
        double[] values = [5, 4, 3, 4, 4, 4];
        Model model = TinyTraining.Model();
        EarlyStopping first = new EarlyStopping(patience: 3, restoreBestWeights: true).Attached(model);
        first.OnTrainBegin(new Logs());
        for (int epoch = 0; epoch < 4; epoch++)
            Epoch(first, epoch);
        EarlyStopping second = new EarlyStopping(patience: 3, restoreBestWeights: true).Attached(model);
        second.OnTrainBegin(new Logs());
        second.SetState(first.GetState());
        Epoch(second, 4);
        Assert.False(model.StopTraining);
        Epoch(second, 5);
        Assert.True(model.StopTraining);
        second.OnTrainEnd(new Logs());
        Assert.Equal((3.0, 2, 5, 2f), (second.Best, second.BestEpoch, second.StoppedEpoch, model.Variables[1].ToArray()[0]));

        void Epoch(EarlyStopping stopping, int epoch)
        {
            model.Variables[1].Assign([epoch]);
            stopping.OnEpochEnd(epoch, TinyTraining.Logs("val_loss", values[epoch]));
        }
    }

    /// <summary>Keras's test_early_stopping_final_weights_when_restoring_model_weights; its first two cases are among the golden ones.</summary>
    [Fact]
    [MirrorsKeras("early_stopping_test.test_early_stopping_final_weights_when_restoring_model_weights")]
    public void Restores_the_best_weights_when_another_callback_ends_the_training()
    {
        List<float[]> weights = [];
        Model model = TinyTraining.Model();
        LambdaCallback stopper = new()
        {
            EpochEnd = (epoch, _) =>
            {
                weights.Add(model.Weights());
                model.StopTraining = epoch == 3;
            },
        };
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(9, TinyTraining.Script("val_loss", 0.2, 0.15, 0.1, 0.11), stopper, new EarlyStopping(patience: 5, restoreBestWeights: true))).Count();
        Assert.Equal(4, weights.Count);
        Assert.Equal(weights[2], model.Weights());
    }

    [Fact]
    public void Without_patience_it_keeps_the_best_and_never_ends()
    {
        List<float[]> weights = [];
        Model model = TinyTraining.Model();
        LambdaCallback recorder = new() { EpochEnd = (_, _) => weights.Add(model.Weights()) };
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(6, recorder, TinyTraining.Script("val_loss", 3, 1, 2, 2, 2, 2), new EarlyStopping(patience: null, restoreBestWeights: true))).Count();
        Assert.Equal((StopReason.Completed, 2), (model.History!.StopReason, model.History.WeightsFromEpoch));
        Assert.Equal(weights[1], model.Weights());
    }

    [Theory]
    [InlineData(MonitorMode.Auto, 2.0, 3, "val_loss reached 2 in epoch 3, as good as the threshold 2.")]
    [InlineData(MonitorMode.Auto, 5.0, 1, "val_loss reached 4 in epoch 1, as good as the threshold 5.")]
    [InlineData(MonitorMode.Max, 3.5, 1, "val_loss reached 4 in epoch 1, as good as the threshold 3.5.")]
    [InlineData(MonitorMode.Auto, 0.5, 5, "")]
    public void Ends_when_the_value_is_good_enough(MonitorMode mode, double threshold, int epochs, string message)
    {
        History history = Fit(new EarlyStopping(patience: 9, mode: mode, stoppingThreshold: threshold), [4, 3, 2, 1, 1]);
        Assert.Equal((epochs, message), (history.Epochs.Count, history.StopMessage));
        Assert.Equal(message == "" ? StopReason.Completed : StopReason.EarlyStopping, history.StopReason);
    }

    [Theory]
    [InlineData(MonitorMode.Auto, 2.5, 3)]
    [InlineData(MonitorMode.Auto, 3.0, 4)]
    [InlineData(MonitorMode.Max, 1.5, 1)]
    public void Ends_when_the_value_has_gone_astray(MonitorMode mode, double threshold, int epochs)
    {
        History history = Fit(new EarlyStopping(patience: null, mode: mode, divergenceThreshold: threshold), [1, 2, 3, double.PositiveInfinity, 1]);
        Assert.Equal((epochs, StopReason.EarlyStopping), (history.Epochs.Count, history.StopReason));
        Assert.Contains($"worse than the threshold {threshold}", history.StopMessage.Replace(',', '.'));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Ends_when_the_value_is_no_number(double value)
    {
        History history = Fit(new EarlyStopping(patience: null, checkFinite: true), [3, value, 1]);
        Assert.Equal((2, StopReason.NaN), (history.Epochs.Count, history.StopReason));
        Assert.Equal(FormattableString.Invariant($"val_loss became {value} in epoch 2."), history.StopMessage);
    }

    [Fact]
    public void Epochs_before_the_first_that_counts_end_nothing() =>
        Assert.Equal(3, Fit(new EarlyStopping(patience: 9, startFromEpoch: 2, stoppingThreshold: 5, checkFinite: true), [double.NaN, 1, 1, 1]).Epochs.Count);

    [Fact]
    public void Refuses_to_do_nothing_and_thresholds_that_contradict_each_other()
    {
        Assert.Contains("needs restore_best_weights", Assert.Throws<KerasException>(() => new EarlyStopping(patience: null)).Message);
        KerasException error = Assert.Throws<KerasException>(() => Fit(new EarlyStopping(stoppingThreshold: 2, divergenceThreshold: 1), [1]));
        Assert.Contains("would end every training at once", error.Message);
    }

    [Fact]
    public void A_first_epoch_beyond_the_last_is_a_warning()
    {
        RecordingOutput output = new();
        _ = TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(2, new EarlyStopping(startFromEpoch: 2)) with { Output = output }).Count();
        Assert.Equal("EarlyStopping: start_from_epoch 2 is not below the 2 epochs, so it never acts.", Assert.Single(output.Warnings));
    }

    [Fact]
    public void Refuses_negative_patience()
    {
        Assert.Equal("EarlyStopping: patience must be 0 or above, not -1.", Assert.Throws<KerasException>(() => new EarlyStopping(patience: -1)).Message);
    }

    private static JsonElement Goldens() => KerasPS.Tests.Goldens.GoldenCases.All[GoldenCase];

    private static double[] ValuesOf(JsonElement golden) => golden.GetProperty("seq").EnumerateArray().Select(Number).ToArray();

    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String ? double.NaN : element.GetDouble();

    private static EarlyStopping Create(JsonElement arguments)
    {
        double? Value(string name) => arguments.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : null;
        MonitorMode mode = arguments.TryGetProperty("mode", out JsonElement text) ? Enum.Parse<MonitorMode>(text.GetString()!, ignoreCase: true) : MonitorMode.Auto;
        string[] known = ["patience", "baseline", "min_delta", "start_from_epoch", "mode"];
        Assert.All(arguments.EnumerateObject(), argument => Assert.Contains(argument.Name, known));
        return new EarlyStopping(
            minDelta: Value("min_delta") ?? 0,
            patience: (int)(Value("patience") ?? 0),
            mode: mode,
            baseline: Value("baseline"),
            restoreBestWeights: true,
            startFromEpoch: (int)(Value("start_from_epoch") ?? 0));
    }

    /// <summary>Runs the hooks with the bias set to the epoch, so that it identifies the weights that the model has.</summary>
    private static void Run(EarlyStopping stopping, Model model, double[] values, JsonElement trace)
    {
        stopping.OnTrainBegin(new Logs());
        int epoch = 0;
        foreach (JsonElement row in trace.EnumerateArray())
        {
            model.Variables[1].Assign([epoch]);
            stopping.OnEpochEnd(epoch, TinyTraining.Logs("val_loss", values[epoch]));
            double? best = row[2].ValueKind == JsonValueKind.Null ? null : Number(row[2]);
            Golden.AssertSame(
                [(row[0].GetInt32(), row[1].GetInt32(), best, row[3].GetInt32(), row[4].GetBoolean())],
                [(epoch, stopping.Wait, stopping.Best, stopping.BestEpoch, model.StopTraining)],
                GoldenCase);
            epoch++;
        }

        stopping.OnTrainEnd(new Logs());
    }

    private static History Fit(EarlyStopping stopping, double[] values)
    {
        Model model = TinyTraining.Model();
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(values.Length, TinyTraining.Script("val_loss", values), stopping)).Count();
        return model.History!;
    }
}
