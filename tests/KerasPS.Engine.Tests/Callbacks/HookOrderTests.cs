namespace KerasPS.Tests.Callbacks;

/// <summary>The order of events in a training, and what the hooks receive.</summary>
public class HookOrderTests
{
    [Fact]
    public void Events_come_in_Keras_order()
    {
        Recorder recorder = new();
        _ = TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(2, recorder) with { ValidationFrequency = 2 }).Count();
        string[] batches = ["train_batch_begin 0", "train_batch_end 0", "train_batch_begin 1", "train_batch_end 1", "train_batch_begin 2", "train_batch_end 2"];
        string[] expected =
        [
            "train_begin",
            "epoch_begin 0", .. batches, "epoch_end 0",
            "epoch_begin 1", .. batches, "test_begin", "test_batch_begin 0", "test_batch_end 0", "test_end", "epoch_end 1",
            "train_end",
        ];
        Assert.Equal(expected, recorder.Calls.Select(call => call.Hook));
    }

    [Fact]
    public void Logs_hold_what_Keras_says()
    {
        Recorder recorder = new();
        _ = TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(1, recorder)).Count();
        Assert.All(recorder.Calls.Where(call => call.Hook.Contains("begin")), call => Assert.Empty(call.Names));
        Assert.All(recorder.Calls.Where(call => call.Hook.Contains("batch_end") || call.Hook == "test_end"), call => Assert.Equal(["loss", "mae"], call.Names));
        Assert.Equal(["learning_rate", "loss", "mae", "val_loss", "val_mae"], recorder.Calls.Single(call => call.Hook == "epoch_end 0").Names);
    }

    [Fact]
    public void A_stop_in_mid_epoch_still_validates_and_ends_the_epoch()
    {
        Recorder recorder = new();
        Model model = TinyTraining.Model();
        LambdaCallback stopper = new() { TrainBatchEnd = (batch, _) => model.StopTraining = batch == 1 };
        Assert.Single(model.Fit(TinyTraining.Data, TinyTraining.Options(3, stopper, recorder)));
        Assert.Equal(
            ["train_batch_end 1", "test_begin", "test_batch_begin 0", "test_batch_end 0", "test_end", "epoch_end 0", "train_end"],
            recorder.Calls.Select(call => call.Hook).SkipWhile(hook => hook != "train_batch_end 1"));
    }

    [Fact]
    public void Without_epochs_to_train_both_ends_are_called()
    {
        Recorder recorder = new();
        Model model = TinyTraining.Model();
        Assert.Empty(model.Fit(TinyTraining.Data, TinyTraining.Options(3, recorder) with { InitialEpoch = 3 }));
        Assert.Equal(["train_begin", "train_end"], recorder.Calls.Select(call => call.Hook));
        Assert.Equal((StopReason.Completed, 0), (model.History!.StopReason, model.History.Epochs.Count));
    }

    [Fact]
    public void What_an_early_callback_adds_later_ones_and_the_record_see()
    {
        object? seen = null;
        object? atEnd = "nothing";
        LambdaCallback before = new() { EpochEnd = (_, logs) => Assert.False(logs.Contains("extra")) };
        LambdaCallback adder = new() { EpochEnd = (_, logs) => logs["extra"] = 7.0 };
        LambdaCallback after = new() { EpochEnd = (_, logs) => seen = logs["extra"], TrainEnd = logs => atEnd = logs["extra"] };
        EpochLog log = Assert.Single(TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(1, before, adder, after)));
        Assert.Equal(7.0, seen);
        Assert.Equal(7.0, log["extra"]);
        Assert.Null(atEnd);
    }

    /// <summary>Keras's test_model_state_is_current_on_epoch_end.</summary>
    [Fact]
    [MirrorsKeras("callback_test.test_model_state_is_current_on_epoch_end")]
    public void The_weights_are_those_after_the_batch()
    {
        Model model = TinyTraining.Model();
        float[] last = model.Weights();
        LambdaCallback watcher = new()
        {
            TrainBatchEnd = (_, _) =>
            {
                float[] now = model.Weights();
                Assert.NotEqual(last, now);
                last = now;
            },
        };
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(2, watcher)).Count();
        Assert.Equal(last, model.Weights());
    }

    /// <summary>A callback that does nothing in batches is not called there, so that it costs nothing.</summary>
    [Fact]
    public void Batches_are_told_to_those_that_listen()
    {
        Callback[] all = [new EarlyStopping(), new CsvLogger("log.csv"), new ReduceLROnPlateau(), new History(), new TerminateOnNaN(), new ProgressLogger()];
        Assert.Equal(["TerminateOnNaN", "ProgressLogger"], all.Where(callback => callback.Implements("OnTrainBatchEnd")).Select(callback => callback.GetType().Name));
        Assert.DoesNotContain(all, callback => callback.Implements("OnTrainBatchBegin") || callback.Implements("OnTestBatchEnd") || callback.Implements("OnPredictBatchEnd"));
    }

    [Fact]
    public void Batches_are_told_by_what_is_asked_of_a_callback()
    {
        Assert.Equal((false, true), Of(new ModelCheckpoint("a.keras"), new ModelCheckpoint("a.keras", saveFreq: "2")));
        Assert.Equal((false, true), Of(new LambdaCallback { EpochEnd = (_, _) => { } }, new LambdaCallback { TrainBatchEnd = (_, _) => { } }));

        static (bool, bool) Of(Callback one, Callback other) => (one.Implements("OnTrainBatchEnd"), other.Implements("OnTrainBatchEnd"));
    }

    /// <summary>Asking a device for a value waits for it, so it is only asked for what somebody reads.</summary>
    [Fact]
    public void Values_of_a_batch_are_fetched_once_and_only_where_they_are_read()
    {
        int asked = 0;
        int fetched = 0;
        Logs logs = new(Values);
        Assert.Equal((0, 0), (asked, fetched));
        Assert.Equal(["loss", "mae"], logs.Keys);
        Assert.Equal(0, fetched);
        Assert.Equal((1.0, 1.0), (logs["loss"], logs["loss"]));
        Assert.Equal((1, 1), (asked, fetched));

        IEnumerable<(string, Func<double>)> Values()
        {
            asked++;
            return [("mae", () => ++fetched), ("loss", () => ++fetched)];
        }
    }

    [Fact]
    public void Batch_hooks_have_their_other_names()
    {
        BatchNames names = new();
        _ = TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(1, names)).Count();
        Assert.Equal("b0 e0 b1 e1 b2 e2 ", names.Calls);
    }

    private sealed class BatchNames : Callback
    {
        public string Calls { get; private set; } = "";

        public override void OnBatchBegin(int batch, Logs logs) => Calls += $"b{batch} ";

        public override void OnBatchEnd(int batch, Logs logs) => Calls += $"e{batch} ";
    }

    private sealed class Recorder : Callback
    {
        public List<(string Hook, string[] Names)> Calls { get; } = [];

        public override void OnTrainBegin(Logs logs) => Add("train_begin", logs);

        public override void OnTrainEnd(Logs logs) => Add("train_end", logs);

        public override void OnEpochBegin(int epoch, Logs logs) => Add($"epoch_begin {epoch}", logs);

        public override void OnEpochEnd(int epoch, Logs logs) => Add($"epoch_end {epoch}", logs);

        public override void OnTrainBatchBegin(int batch, Logs logs) => Add($"train_batch_begin {batch}", logs);

        public override void OnTrainBatchEnd(int batch, Logs logs) => Add($"train_batch_end {batch}", logs);

        public override void OnTestBegin(Logs logs) => Add("test_begin", logs);

        public override void OnTestEnd(Logs logs) => Add("test_end", logs);

        public override void OnTestBatchBegin(int batch, Logs logs) => Add($"test_batch_begin {batch}", logs);

        public override void OnTestBatchEnd(int batch, Logs logs) => Add($"test_batch_end {batch}", logs);

        private void Add(string hook, Logs logs) => Calls.Add((hook, logs.Keys.ToArray()));
    }
}
