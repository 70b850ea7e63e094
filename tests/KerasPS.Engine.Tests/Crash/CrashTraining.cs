using KerasPS.Tests.Training;

namespace KerasPS.Tests.Crash;

/// <summary>A training in a process of its own, which is killed and started again by <see cref="CrashTests"/>.</summary>
public static class CrashTraining
{
    /// <summary>What it says at the batch that was asked for, and again at each of the batches after it.</summary>
    public const string Reached = "reached";

    /// <summary>After so many batches more it stands still, so that it never ends before it is killed, however fast the machine is.</summary>
    public const int BatchesToLive = 4;

    public const int BatchesPerEpoch = 10;
    public const string BackupFolder = "backup";
    public const string CheckpointFile = "best.keras";
    public const string CsvFile = "log.csv";
    public const string FinalFile = "final.safetensors";
    public const string HistoryFile = "history.json";
    private const int BatchSize = 16;

    /// <summary>Trains in a folder until the end.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="epochs">How many epochs.</param>
    /// <param name="batches">How many batches of this process go by before it says so; 0 for all, in silence.</param>
    public static void Run(string folder, string epochs, string batches)
    {
        Environment.CurrentDirectory = folder;
        Sequential model = new([new Dense(24, "relu"), new BatchNormalization(), new Dropout(0.3), new Dense(3, "softmax")]);
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        IEnumerable<EpochLog> logs = model.Fit(TrainingFixtures.Classes(BatchesPerEpoch * BatchSize), new FitOptions
        {
            Epochs = int.Parse(epochs),
            BatchSize = BatchSize,
            Seed = 5,
            Threads = 1,
            ValidationData = TrainingFixtures.Classes(32),
            Callbacks =
            [
                new EarlyStopping(patience: 100, restoreBestWeights: true),
                new CsvLogger(CsvFile),
                new ModelCheckpoint(CheckpointFile, saveBestOnly: true),
                new BackupAndRestore(BackupFolder, "3"),
                new Herald(int.Parse(batches)),
            ],
        });
        string[] history = logs.Select(epoch => string.Join(";", epoch.Items.Where(item => item.Key != "seconds"))).ToArray();
        WeightsFile.Save(model, FinalFile);
        File.WriteAllText(HistoryFile, JsonSerializer.Serialize(history));
    }

    /// <summary>Says how far the training is, and holds it up in the end.</summary>
    private sealed class Herald(int batches) : Callback
    {
        private int begun;

        public override void OnTrainBatchBegin(int batch, Logs logs)
        {
            begun++;
            if (batches == 0 || begun < batches)
                return;
            Console.Out.WriteLine(Reached);
            if (begun == batches + BatchesToLive)
                Thread.Sleep(Timeout.Infinite);
        }
    }
}
