using System.Text.Json;
using KerasPS.Layers;
using KerasPS.Saving;
using KerasPS.Tests.Training;

namespace KerasPS.Tests.Crash;

/// <summary>A training in a process of its own, which is killed and started again by <see cref="CrashTests"/>.</summary>
public static class CrashTraining
{
    public const string Started = "training";
    public const string BackupFolder = "backup";
    public const string CheckpointFile = "best.keras";
    public const string CsvFile = "log.csv";
    public const string FinalFile = "final.safetensors";
    public const string HistoryFile = "history.json";

    /// <summary>Trains in a folder until the end.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="milliseconds">How long a batch is to take at least.</param>
    public static void Run(string folder, string milliseconds)
    {
        Environment.CurrentDirectory = folder;
        Sequential model = new([new Dense(24, "relu"), new BatchNormalization(), new Dropout(0.3), new Dense(3, "softmax")]);
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        IEnumerable<EpochLog> epochs = model.Fit(TrainingFixtures.Classes(160), new FitOptions
        {
            Epochs = 25,
            BatchSize = 16,
            Seed = 5,
            Threads = 1,
            ValidationData = TrainingFixtures.Classes(32),
            Callbacks =
            [
                new EarlyStopping(patience: 100, restoreBestWeights: true),
                new CsvLogger(CsvFile),
                new ModelCheckpoint(CheckpointFile, saveBestOnly: true),
                new BackupAndRestore(BackupFolder, "3"),
                new Brake(int.Parse(milliseconds)),
            ],
        });
        string[] history = epochs.Select(epoch => string.Join(";", epoch.Items.Where(item => item.Key != "seconds"))).ToArray();
        WeightsFile.Save(model, FinalFile);
        File.WriteAllText(HistoryFile, JsonSerializer.Serialize(history));
    }

    /// <summary>Says that the training has begun, and makes batches last.</summary>
    private sealed class Brake(int milliseconds) : Callback
    {
        private bool hasSpoken;

        public override void OnTrainBatchBegin(int batch, Logs logs)
        {
            if (!hasSpoken)
                Console.Out.WriteLine(Started);
            hasSpoken = true;
            Thread.Sleep(milliseconds);
        }
    }
}
