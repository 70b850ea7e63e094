using KerasPS.Metrics;
using KerasPS.Schedules;
using KerasPS.Tests.Training;

namespace KerasPS.Tests.Callbacks;

/// <summary>A training that was cut off anywhere, and went on in a new model, ends as one that was not: bit for bit.</summary>
[TestsOf(typeof(BackupAndRestore))]
public sealed class BackupAndRestoreTests : FolderTest
{
    private const int Batches = 4;
    private const int Epochs = 3;

    private static readonly Dictionary<string, Scenario> Scenarios = new()
    {
        ["dropout and batch normalisation"] = new(() => Compiled(new Dense(6, "relu"), new BatchNormalization(), new Dropout(0.5))),
        ["layers with seeds of their own"] = new(() => Compiled(new GaussianNoise(0.3, seed: 4), new Dense(6), new Dropout(0.5, seed: 5))),
        ["a stateful layer with dropout"] = new(() => Compiled(new Reshape([2, 2]), new LSTM(3) { Dropout = 0.3, RecurrentDropout = 0.2, Seed = 3, Stateful = true }))
        {
            Options = new() { Shuffle = ShuffleMode.None },
        },
        ["attention with dropout"] = new(() => Compiled(new Reshape([2, 2]), new TimeDistributed(new Dense(4)), new Flatten(), new AlphaDropout(0.2))),
        ["schedule, moving average and accumulation"] = new(() => Compiled(
            new AdamW(new CosineDecay(0.05, 10)) { UseEma = true, EmaMomentum = 0.8, EmaOverwriteFrequency = 3, GradientAccumulationSteps = 2 }, new Dense(5, "tanh"))),
        ["scaled loss"] = new(() => Compiled(new LossScaleOptimizer(new Nadam(0.02), dynamicGrowthSteps: 3), new Dense(5, "tanh"))),
        ["passes longer than epochs"] = new(() => Compiled(new Dense(4), new Dropout(0.2))) { Options = new() { StepsPerEpoch = 3 } },
        ["Keras's order, validation in some epochs"] = new(() => Compiled(new Dense(4))) { Options = new() { Shuffle = ShuffleMode.Keras, ValidationFrequency = 2 } },
        ["half precision"] = new(() => Compiled("adam", "bfloat16", new Dense(4, "relu"))),
        ["callbacks that change the rate"] = new(() => Compiled(new SGD(0.1, momentum: 0.9), new Dense(4)))
        {
            Callbacks = () => [new LearningRateScheduler((_, rate) => rate * 0.5), new EarlyStopping("loss", patience: 1, restoreBestWeights: true)],
        },
        ["reductions over a schedule, norms and averages"] = new(() => Compiled(new SGD(new WarmUp(0.1, 6)) { UseEma = true, EmaMomentum = 0.8 }, new Dense(4)))
        {
            Callbacks = () => [new ReduceLROnPlateau("loss", factor: 0.5, patience: 1, minDelta: 1e6), new SwapEmaWeights(swapOnEpoch: true), new GradientMonitor(eachLayer: true), new TimeLimit(TimeSpan.FromHours(1)), new TerminateOnNaN()],
        },
        ["a training that is stopped"] = new(() => Compiled(new Dense(4)))
        {
            Callbacks = () => [new EarlyStopping("val_accuracy", minDelta: 5, patience: 1, mode: MonitorMode.Max, restoreBestWeights: true)],
        },
    };

    internal static CallbackCase[] CallbackCases =>
    [
        new(typeof(BackupAndRestore), folder => new BackupAndRestore(Path.Combine(folder, "backup"), "2")),
    ];

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (string scenario in Scenarios.Keys)
            {
                foreach (string saveFreq in new[] { "epoch", "1", "3" })
                    cases.Add(scenario, saveFreq);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    [MirrorsKeras("backup_and_restore_test.test_best_case_step")]
    public void A_training_cut_off_at_any_batch_ends_as_one_that_was_not(string name, string saveFreq)
    {
        Scenario scenario = Scenarios[name];
        Outcome undisturbed = Train(scenario, null, Folder.PathOf("undisturbed.csv"));
        for (int cut = 1; cut <= Batches * Epochs; cut++)
        {
            string csv = Folder.PathOf($"{cut}.csv");
            string backup = Folder.PathOf($"backup{cut}");
            try
            {
                Train(scenario, new BackupAndRestore(backup, saveFreq), csv, new Cutter(cut));
            }
            catch (CutException)
            {
            }

            Outcome outcome = Train(scenario, new BackupAndRestore(backup, saveFreq), csv);
            Assert.Equal(undisturbed.Weights, outcome.Weights);
            Assert.Equal(undisturbed.History, outcome.History);
            Assert.Equal(undisturbed.Csv, outcome.Csv);
            Assert.Equal(undisturbed.Evaluation, outcome.Evaluation);
            Assert.Equal(undisturbed.Reason, outcome.Reason);
            Assert.False(Directory.Exists(backup), "The backup is left over.");
        }
    }

    [Fact]
    public void The_epochs_that_are_done_come_first()
    {
        Scenario scenario = Scenarios["dropout and batch normalisation"];
        Assert.Throws<CutException>(() => Train(scenario, Backup(), Folder.PathOf("a.csv"), new Cutter((2 * Batches) + 1)));
        Sequential model = scenario.Make();
        Assert.Equal([1, 2, 3], model.Fit(TrainingFixtures.Classes(32), scenario.Options with { BatchSize = 8, Epochs = Epochs, Callbacks = [Backup(), .. scenario.Callbacks()] }).Select(epoch => epoch.Epoch));
    }

    [Fact]
    [MirrorsKeras("backup_and_restore_test.test_best_case_epoch")]
    public void More_epochs_can_be_trained_than_were_planned()
    {
        Scenario scenario = Scenarios["dropout and batch normalisation"];
        BackupAndRestore kept = new(Folder.PathOf("kept"), deleteCheckpoint: false);
        FitOptions options = new() { BatchSize = 8, Epochs = 2, Seed = 3, Callbacks = [kept] };
        _ = scenario.Make().Train(TrainingFixtures.Classes(32), options);
        Assert.True(File.Exists(Folder.PathOf("kept/backup.keras")));
        Sequential longer = scenario.Make();
        Assert.Equal(4, longer.Train(TrainingFixtures.Classes(32), options with { Epochs = 4 }).Length);
        Sequential atOnce = scenario.Make();
        _ = atOnce.Train(TrainingFixtures.Classes(32), options with { Epochs = 4, Callbacks = [] });
        Assert.Equal(atOnce.Weights(), longer.Weights());
    }

    [Fact]
    public void Another_model_and_other_batches_are_refused()
    {
        Scenario scenario = Scenarios["dropout and batch normalisation"];
        Assert.Throws<CutException>(() => Train(scenario, Backup(), Folder.PathOf("a.csv"), new Cutter(Batches + 1)));
        Dataset data = TrainingFixtures.Classes(32);
        FitOptions options = new() { BatchSize = 8, Epochs = Epochs, Callbacks = [Backup()] };
        ThrowsError("BackupDiffers", () => Compiled(new Dense(7)).Fit(data, options), "other layers", "backup.keras");
        ThrowsError("BackupDiffers", () => scenario.Make().Fit(data, options with { BatchSize = 16 }), "batches of 8,", "batches of 16,");
        File.WriteAllText(Folder.PathOf("backup/backup.keras"), "no archive");
        ThrowsError("InvalidFile", () => scenario.Make().Fit(data, options), "backup.keras");
    }

    [Fact]
    [MirrorsKeras("backup_and_restore_test.test_model_deleted_case_epoch")]
    public void Only_the_file_is_deleted_at_the_end()
    {
        Directory.CreateDirectory(Folder.PathOf("backup"));
        File.WriteAllText(Folder.PathOf("backup/other.txt"), "");
        _ = Train(Scenarios["half precision"], Backup(), Folder.PathOf("a.csv"));
        Assert.Equal(["other.txt"], Directory.GetFileSystemEntries(Folder.PathOf("backup")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_backup_is_a_model_s_file()
    {
        Scenario scenario = Scenarios["dropout and batch normalisation"];
        Assert.Throws<CutException>(() => Train(scenario, Backup(), Folder.PathOf("a.csv"), new Cutter(Batches + 1)));
        Assert.Equal(["dense", "batch_normalization", "dropout", "dense_1"], ModelFile.Load(Folder.PathOf("backup/backup.keras")).Layers.Select(layer => layer.Name));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("often")]
    [MirrorsKeras("backup_and_restore_test.test_save_freq_unknown_error")]
    public void Other_frequencies_are_refused(string saveFreq) =>
        ThrowsError("InvalidValue", () => _ = new BackupAndRestore("backup", saveFreq), "BackupAndRestore", $"'{saveFreq}'");

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [MirrorsKeras("backup_and_restore_test.test_backup_dir_empty_error")]
    [MirrorsKeras("backup_and_restore_test.test_backup_dir_none_error")]
    public void No_folder_is_refused(string? folder) =>
        ThrowsError("InvalidValue", () => _ = new BackupAndRestore(folder!), "backup_dir is empty");

    /// <summary>Starting afresh without a word would lose what a repair or a copy could save.</summary>
    [Fact]
    public void A_damaged_backup_is_an_error_and_stays()
    {
        Scenario scenario = Scenarios["dropout and batch normalisation"];
        Directory.CreateDirectory(Folder.PathOf("backup"));
        File.WriteAllText(Folder.PathOf("backup/backup.keras"), "garbage");
        ThrowsError("InvalidFile", () => Train(scenario, Backup(), Folder.PathOf("a.csv")), "backup.keras");
        Assert.Equal("garbage", File.ReadAllText(Folder.PathOf("backup/backup.keras")));
    }

    private BackupAndRestore Backup() => new(Folder.PathOf("backup"));

    private static Outcome Train(Scenario scenario, BackupAndRestore? backup, string csv, params Callback[] more)
    {
        Sequential model = scenario.Make();
        Dataset data = TrainingFixtures.Classes(8 * Batches);
        Callback[] callbacks = [.. scenario.Callbacks(), new CsvLogger(csv), .. backup is null ? [] : new[] { backup }, .. more];
        EpochLog[] epochs = model.Train(data, scenario.Options with
        {
            BatchSize = 8,
            Epochs = Epochs,

            // A backup knows the seed of its training.
            Seed = backup is null || !File.Exists(Path.Combine(backup.BackupDir, "backup.keras")) ? 11 : null,
            Callbacks = callbacks,
            ValidationData = TrainingFixtures.Classes(16),
        });
        return new Outcome(
            model.Weights(),
            epochs.Select(epoch => string.Join(";", epoch.Items.Where(item => item.Key != "seconds"))).ToArray(),
            File.ReadAllText(csv),
            model.Evaluate(data, new FitOptions { BatchSize = 8 }).Select(pair => pair.Value).ToArray(),
            model.History!.StopReason);
    }

    private static Sequential Compiled(params Layer[] layers) => Compiled("adam", layers);

    private static Sequential Compiled(Optimizer optimizer, params Layer[] layers) => Compiled(optimizer, null, layers);

    private static Sequential Compiled(Optimizer optimizer, string? policy, params Layer[] layers)
    {
        Sequential model = new([.. layers, new Dense(3, "softmax")]);
        model.Compile(
            optimizer, "sparse_categorical_crossentropy", ["accuracy", new SparseTopKCategoricalAccuracy(2)], [new SparseCategoricalAccuracy()], policy: policy);
        return model;
    }

    private sealed record Scenario(Func<Sequential> Make)
    {
        public FitOptions Options { get; init; } = new();

        public Func<Callback[]> Callbacks { get; init; } = () => [];
    }

    private sealed record Outcome(float[] Weights, string[] History, string Csv, double[] Evaluation, StopReason Reason);

    private sealed class CutException : Exception;

    /// <summary>Ends the training with an error after so many batches.</summary>
    private sealed class Cutter(int after) : Callback
    {
        private int done;

        public override void OnTrainBatchBegin(int batch, Logs logs)
        {
            if (++done == after)
                throw new CutException();
        }
    }
}
