namespace KerasPS.Tests.Callbacks;

[TestsOf(typeof(ModelCheckpoint))]
public sealed class ModelCheckpointTests : FolderTest
{
    internal static CallbackCase[] CallbackCases =>
    [
        new(typeof(ModelCheckpoint), folder => new ModelCheckpoint(Path.Combine(folder, "a.keras"), "loss", saveBestOnly: true, saveFreq: "2"))
        {
            NoState = new()
            {
                ["files"] = "found in the folder when a training begins",
                ["earlier"] = "of an earlier training; the one that goes on has its own best value",
            },
        },
        new(typeof(SaveSchedule)) { NoState = new() { ["saved"] = "a time on this process's clock", ["Clock"] = "tests set it" } },
    ];

    public static TheoryData<int> GoldenCases()
    {
        TheoryData<int> cases = [];
        for (int i = 0; i < Goldens().GetArrayLength(); i++)
            cases.Add(i);
        return cases;
    }

    [Theory]
    [MemberData(nameof(GoldenCases))]
    [MirrorsKeras("model_checkpoint_test.test_model_checkpoint_options")]
    [MirrorsKeras("orbax_checkpoint_test.test_checkpoint_saving_basic")]
    [MirrorsKeras("orbax_checkpoint_test.test_save_best_only")]
    public void Saves_what_Keras_saves(int index)
    {
        JsonElement golden = Goldens()[index];
        if (golden.TryGetProperty("seq", out JsonElement sequence))
            RunEpochs(golden.GetProperty("kwargs"), sequence.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.String ? double.NaN : v.GetDouble()).ToArray());
        else
            RunBatches(golden.GetProperty("save_freq").GetInt32(), golden.GetProperty("batches_per_epoch").GetInt32(), golden.GetProperty("epochs").GetInt32());
        Golden.AssertSame(golden.GetProperty("saved").EnumerateArray().Select(name => name.GetString()!), Files(), "callbacks/ModelCheckpoint");
    }

    [Fact]
    [MirrorsKeras("model_checkpoint_test.test_model_checkpoint_loading")]
    [MirrorsKeras("orbax_checkpoint_test.test_load_weights_from_orbax_checkpoint")]
    [MirrorsKeras("orbax_checkpoint_test.test_checkpoint_loading_comprehensive")]
    public void Each_file_has_the_weights_of_its_epoch()
    {
        List<float[]> weights = [];
        Model model = TinyTraining.Model();
        LambdaCallback recorder = new() { EpochEnd = (_, _) => weights.Add(model.Weights()) };
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(3, recorder, new ModelCheckpoint(In("sub/{epoch}.keras")), new ModelCheckpoint(In("sub/{epoch}.safetensors"), saveWeightsOnly: true), new ModelCheckpoint(In("sub/{epoch}.weights.h5"), saveWeightsOnly: true))).Count();
        for (int epoch = 1; epoch <= 3; epoch++)
        {
            Assert.Equal(weights[epoch - 1], ModelFile.Load(In($"sub/{epoch}.keras")).Weights());
            foreach (string ending in new[] { "safetensors", "weights.h5" })
            {
                Model other = TinyTraining.Model();
                WeightsFile.Load(other, In($"sub/{epoch}.{ending}"));
                Assert.Equal(weights[epoch - 1], other.Weights());
            }
        }
    }

    /// <summary>Keras's test with a file for every epoch and batch.</summary>
    [Fact]
    [MirrorsKeras("model_checkpoint_test.test_model_checkpoint_options")]
    public void Batches_count_from_1()
    {
        Fit(2, new ModelCheckpoint(In("{epoch}-{batch}-{loss:.0f}.keras"), saveFreq: "1"));
        Assert.Equal(["1-1", "1-2", "1-3", "2-1", "2-2", "2-3"], Files().Select(name => name[..3]).Order());
    }

    /// <summary>Keras's cases of initial_value_threshold.</summary>
    [Theory]
    [InlineData(MonitorMode.Max, -0.01, true)]
    [InlineData(MonitorMode.Max, null, true)]
    [InlineData(MonitorMode.Min, 0.0, false)]
    [InlineData(MonitorMode.Auto, 0.0, false)]
    [MirrorsKeras("model_checkpoint_test.test_model_checkpoint_options")]
    [MirrorsKeras("orbax_checkpoint_test.test_initial_value_threshold")]
    public void The_first_value_must_beat_the_threshold(MonitorMode mode, double? threshold, bool saves)
    {
        Fit(1, new ModelCheckpoint(In("best.keras"), saveBestOnly: true, mode: mode, initialValueThreshold: threshold));
        Assert.Equal(saves ? ["best.keras"] : [], Files());
    }

    [Fact]
    public void The_best_value_is_kept_over_trainings()
    {
        ModelCheckpoint checkpoint = new(In("{epoch}.keras"), saveBestOnly: true);
        Fit(1, TinyTraining.Script("val_loss", 0.001), checkpoint);
        Fit(2, TinyTraining.Script("val_loss", 0.002, 0.003), checkpoint);
        Assert.Equal(["1.keras"], Files());
        Assert.Equal(0.001, checkpoint.Best);
    }

    [Fact]
    [MirrorsKeras("model_checkpoint_test.test_model_checkpoint_options")]
    public void A_missing_value_with_a_mode_is_a_warning_and_saves()
    {
        RecordingOutput output = new();
        Fit(output, 1, new ModelCheckpoint(In("a.keras"), "nothing", saveBestOnly: true, mode: MonitorMode.Min));
        Assert.Equal(["a.keras"], Files());
        Assert.Equal(2, output.Warnings.Count);
    }

    [Fact]
    public void The_default_monitor_is_no_matter_when_every_epoch_is_saved()
    {
        RecordingOutput output = new();
        _ = TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(1, new ModelCheckpoint(In("a.keras"))) with { ValidationData = null, Output = output }).Count();
        Assert.Equal(["a.keras"], Files());
        Assert.Empty(output.Warnings);
    }

    [Fact]
    public void Says_what_it_saves()
    {
        RecordingOutput output = new();
        Fit(output, 2, TinyTraining.Script("val_loss", 0.5, 0.75), new ModelCheckpoint(In("a.keras"), saveBestOnly: true));
        Assert.Contains($"Epoch 1: val_loss improved from none to 0.50000, saving the model to {In("a.keras")}", output.Lines);
        Assert.Contains("Epoch 2: val_loss did not improve from 0.50000 to 0.75000.", output.Lines);
    }

    [Fact]
    public void With_validation_now_and_then_only_its_epochs_are_judged()
    {
        _ = TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(4, new ModelCheckpoint(In("{epoch}-{val_loss:.0f}.keras"), saveBestOnly: true)) with { ValidationFrequency = 2 }).Count();
        Assert.Equal(["2", "4"], Files().Select(name => name[..1]));
    }

    [Theory]
    [InlineData("a{val_los}.keras", false, false, "epoch", "UnknownField")]
    [InlineData("a{batch}.keras", false, false, "epoch", "UnknownField")]
    [InlineData("a{val_loss}.keras", false, false, "5", "UnknownField")]
    [InlineData("a{loss:d}.keras", false, false, "epoch", "InvalidTemplate")]
    [InlineData("a.keras", true, false, "5", "InvalidValue")]
    [InlineData("a.keras", false, false, "0", "InvalidValue")]
    [InlineData("a.keras", false, false, "1.5", "InvalidValue")]
    [InlineData("a.keras", false, false, "epochs", "InvalidValue")]
    [InlineData("a.txt", false, false, "epoch", "InvalidValue")]
    [InlineData("a.keras", false, true, "epoch", "InvalidValue")]
    [InlineData("a.safetensors", false, false, "epoch", "InvalidValue")]
    [InlineData("a.h5", false, true, "epoch", "InvalidValue")]
    [InlineData("a.weights.h5", false, false, "epoch", "InvalidValue")]
    [MirrorsKeras("orbax_checkpoint_test.test_invalid_save_freq")]
    public void What_cannot_work_is_refused_before_the_first_epoch(string name, bool bestOnly, bool weightsOnly, string frequency, string id)
    {
        KerasException error = Assert.Throws<KerasException>(() =>
            TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(1, new ModelCheckpoint(In(name), "val_loss", bestOnly, weightsOnly, saveFreq: frequency))));
        Assert.Equal(id, error.ErrorId);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_refused_before_the_first_epoch()
    {
        File.WriteAllText(In("file"), "");
        KerasException error = Assert.Throws<KerasException>(() => TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(1, new ModelCheckpoint(In("file/a.keras")))));
        Assert.Equal(("PathNotWritable", KerasErrorKind.WriteError), (error.ErrorId, error.Kind));
    }

    [Fact]
    public void The_probe_leaves_nothing_behind()
    {
        _ = TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(1, new ModelCheckpoint(In("sub/{epoch}.keras"))));
        Assert.True(Directory.Exists(In("sub")));
        Assert.Empty(Files());
    }

    [Fact]
    public void State_goes_on_where_it_was()
    {
        ModelCheckpoint first = new ModelCheckpoint(In("{epoch}-{batch}.keras"), "loss", saveBestOnly: true, saveFreq: "3").Attached();
        for (int batch = 0; batch < 5; batch++)
            first.OnTrainBatchEnd(batch, TinyTraining.Logs("loss", 1));
        ModelCheckpoint second = new ModelCheckpoint(In("{epoch}-{batch}.keras"), "loss", saveBestOnly: true, saveFreq: "3").Attached();
        second.SetState(first.GetState());
        Assert.Equal(1, second.Best);
        second.OnTrainBatchEnd(5, TinyTraining.Logs("loss", 0.5));
        Assert.Equal(["1-3.keras", "1-6.keras"], Files());
    }

    [Fact]
    public void Saves_every_so_many_epochs()
    {
        Fit(7, new ModelCheckpoint(In("{epoch}.keras"), epochInterval: 3));
        Assert.Equal(["3.keras", "6.keras"], Files());
    }

    [Fact]
    public void Saves_every_so_many_minutes()
    {
        ManualClock clock = new();
        ModelCheckpoint checkpoint = new(In("{epoch}-{batch}.keras"), timeInterval: TimeSpan.FromMinutes(10)) { Clock = clock };
        Fit(4, new LambdaCallback { TrainBatchEnd = (_, _) => clock.Seconds += 240 }, checkpoint);
        Assert.Equal(["1-3.keras", "2-3.keras", "3-3.keras", "4-3.keras"], Files());
    }

    [Fact]
    [MirrorsKeras("orbax_checkpoint_test.test_max_to_keep")]
    [MirrorsKeras("orbax_checkpoint_test.test_save_freq_epoch")]
    public void Keeps_the_last()
    {
        Fit(5, new ModelCheckpoint(In("{epoch}.keras"), keepLast: 2));
        Assert.Equal(["4.keras", "5.keras"], Files());
    }

    [Theory]
    [InlineData(MonitorMode.Min, new[] { 5.0, 2, 3, 1, 4 }, new[] { "2.keras", "4.keras" })]
    [InlineData(MonitorMode.Max, new[] { 5.0, 2, 3, 1, 4 }, new[] { "1.keras", "5.keras" })]
    [InlineData(MonitorMode.Min, new[] { double.NaN, 2, double.NaN, 2, 2 }, new[] { "2.keras", "4.keras" })]
    public void Keeps_the_best(MonitorMode mode, double[] values, string[] kept)
    {
        RecordingOutput output = new();
        Fit(output, values.Length, TinyTraining.Script("val_loss", values), new ModelCheckpoint(In("{epoch}.keras"), mode: mode, keepBest: 2));
        Assert.Equal(kept, Files());
        Assert.Equal(values.Count(double.IsNaN) + 1, output.Lines.Count(line => line.Contains("is not among the best 2", StringComparison.Ordinal)));
    }

    [Fact]
    public void Keeps_what_is_among_the_last_or_the_best()
    {
        Fit(6, TinyTraining.Script("val_loss", 5, 1, 3, 2, 4, 6), new ModelCheckpoint(In("{epoch}.keras"), keepBest: 2, keepLast: 2));
        Assert.Equal(["2.keras", "4.keras", "5.keras", "6.keras"], Files());
    }

    [Theory]
    [InlineData("best.keras", false)]
    [InlineData("best.safetensors", true)]
    [InlineData("best.weights.h5", true)]
    public void A_restart_never_overwrites_a_better_file(string name, bool weightsOnly)
    {
        Fit(2, TinyTraining.Script("val_loss", 0.5, 0.6), Best());
        byte[] before = File.ReadAllBytes(In(name));
        RecordingOutput output = new();
        Fit(output, 2, TinyTraining.Script("val_loss", 0.7, 0.55), Best());
        Assert.Equal(before, File.ReadAllBytes(In(name)));
        Assert.Contains("of an earlier training has the val_loss 0.5,", Assert.Single(output.Warnings), StringComparison.Ordinal);
        Fit(output, 2, TinyTraining.Script("val_loss", 0.7, 0.4), Best());
        Assert.NotEqual(before, File.ReadAllBytes(In(name)));
        Assert.Single(output.Warnings);

        ModelCheckpoint Best() => new(In(name), saveBestOnly: true, saveWeightsOnly: weightsOnly);
    }

    [Fact]
    public void A_restart_counts_the_files_that_are_there()
    {
        Fit(3, TinyTraining.Script("val_loss", 0.5, 0.1, 0.4), new ModelCheckpoint(In("sub{epoch}/{val_loss:.1f}.keras"), keepBest: 2));
        File.Copy(In("sub2/0.1.keras"), In("mine.keras"));
        File.WriteAllText(In("sub2/0.9.keras"), "no checkpoint");
        Fit(3, TinyTraining.Script("val_loss", 0.3, 0.6, 0.2), new ModelCheckpoint(In("sub{epoch}/{val_loss:.1f}.keras"), keepBest: 2));
        Fit(1, TinyTraining.Script("loss", 0.0), new ModelCheckpoint(In("sub{epoch}/{loss:.1f}.keras"), "loss", keepBest: 1));
        Assert.Equal(
            ["mine.keras", "sub1/0.0.keras", "sub2/0.1.keras", "sub2/0.9.keras", "sub3/0.2.keras"],
            Directory.GetFiles(Folder.FullName, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder.FullName, file).Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_best_of_an_earlier_training_is_not_overwritten_under_its_name()
    {
        RecordingOutput output = new();
        Fit(2, TinyTraining.Script("val_loss", 0.1, 0.2), new ModelCheckpoint(In("{epoch}.keras"), keepBest: 2));
        byte[] before = File.ReadAllBytes(In("1.keras"));
        Fit(output, 2, TinyTraining.Script("val_loss", 0.15, 0.12), new ModelCheckpoint(In("{epoch}.keras"), keepBest: 2));
        Assert.Equal(before, File.ReadAllBytes(In("1.keras")));
        Assert.Equal(["1.keras", "2.keras"], Files());
        Assert.Contains("epoch 1 is not saved", Assert.Single(output.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Saves_when_training_fails()
    {
        Model model = TinyTraining.Model();
        float[] weights = [];
        LambdaCallback thrower = new()
        {
            TrainBatchEnd = (batch, _) => weights = model.Weights(),
            EpochEnd = (epoch, _) => ThrowIf(epoch == 1),
        };
        Assert.Throws<NotSupportedException>(() => model.Fit(TinyTraining.Data, TinyTraining.Options(3, thrower, new ModelCheckpoint(In("a.keras"), epochInterval: 10, exceptionFilepath: In("crash-{epoch}-{batch}.keras")))).Count());
        Assert.Equal(["crash-2-3.keras"], Files());
        Assert.Equal(weights, ModelFile.Load(In("crash-2-3.keras")).Weights());

        static void ThrowIf(bool condition)
        {
            if (condition)
                throw new NotSupportedException("mine");
        }
    }

    [Fact]
    public void Saves_when_training_is_interrupted_but_not_when_it_ends_in_order()
    {
        using CancellationTokenSource source = new();
        ModelCheckpoint checkpoint = new(In("a.keras"), epochInterval: 10, exceptionFilepath: In("crash.keras"));
        Fit(2, checkpoint);
        _ = TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(2, checkpoint)).First();
        Assert.Empty(Files());
        LambdaCallback canceller = new() { TrainBatchEnd = (_, _) => source.Cancel() };
        _ = TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(2, canceller, checkpoint) with { CancellationToken = source.Token }).Count();
        Assert.Equal(["crash.keras"], Files());
    }

    [Fact]
    public void Arguments_that_exclude_each_other_are_refused()
    {
        Refused("save_freq in batches, epoch_interval and time_interval exclude each other", () => new ModelCheckpoint("a{epoch}.keras", saveFreq: "5", epochInterval: 2));
        Refused("save_freq in batches, epoch_interval and time_interval exclude each other", () => new ModelCheckpoint("a{epoch}.keras", epochInterval: 2, timeInterval: TimeSpan.FromSeconds(1)));
        Refused("save_best_only and keep_best exclude each other", () => new ModelCheckpoint("a{epoch}.keras", saveBestOnly: true, keepBest: 2));
        Refused("'a.keras' has no field", () => new ModelCheckpoint("a.keras", keepLast: 2));
        Refused("keep_last", () => new ModelCheckpoint("a{epoch}.keras", keepLast: 0));
        Refused("time_interval", () => new ModelCheckpoint("a{epoch}.keras", timeInterval: TimeSpan.Zero));
        Refused("within one", () => TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(1, new ModelCheckpoint(In("a{epoch}.keras"), keepBest: 1, timeInterval: TimeSpan.FromSeconds(1)))));

        static void Refused(string text, Action action) => Assert.Contains(text, Assert.Throws<KerasException>(action).Message, StringComparison.Ordinal);
    }

    private static JsonElement Goldens() => Golden.Root.GetProperty("callbacks").GetProperty("ModelCheckpoint");

    private static void Fit(int epochs, params Callback[] callbacks) => Fit(new RecordingOutput(), epochs, callbacks);

    private static void Fit(RecordingOutput output, int epochs, params Callback[] callbacks) =>
        _ = TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(epochs, callbacks) with { Output = output }).Count();

    private void RunEpochs(JsonElement arguments, double[] values)
    {
        string[] known = ["save_best_only", "initial_value_threshold", "mode"];
        Assert.All(arguments.EnumerateObject(), argument => Assert.Contains(argument.Name, known));
        ModelCheckpoint checkpoint = new ModelCheckpoint(
            In("{epoch:02d}-{val_loss:.2f}.keras"),
            saveBestOnly: arguments.TryGetProperty("save_best_only", out JsonElement best) && best.GetBoolean(),
            mode: arguments.TryGetProperty("mode", out JsonElement mode) ? Enum.Parse<MonitorMode>(mode.GetString()!, ignoreCase: true) : MonitorMode.Auto,
            initialValueThreshold: arguments.TryGetProperty("initial_value_threshold", out JsonElement threshold) ? threshold.GetDouble() : null).Attached();
        for (int epoch = 0; epoch < values.Length; epoch++)
            checkpoint.OnEpochEnd(epoch, TinyTraining.Logs("val_loss", values[epoch]));
    }

    private void RunBatches(int frequency, int batches, int epochs)
    {
        ModelCheckpoint checkpoint = new ModelCheckpoint(In("e{epoch}b{batch}.keras"), saveFreq: $"{frequency}").Attached();
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            checkpoint.OnEpochBegin(epoch, new Logs());
            for (int batch = 0; batch < batches; batch++)
                checkpoint.OnTrainBatchEnd(batch, TinyTraining.Logs("loss", 1));
            checkpoint.OnEpochEnd(epoch, TinyTraining.Logs("loss", 1));
        }
    }

    private string In(string name) => Folder.PathOf(name);

    private string[] Files() => Directory.GetFiles(Folder.FullName, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToArray();
}
