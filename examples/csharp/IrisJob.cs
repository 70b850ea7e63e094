using KerasPS.Data;
using KerasPS.Layers;
using KerasPS.Optimizers;

namespace KerasPS.Example;

/// <summary>Iris flowers from CSV: what examples/01-iris.ps1 does.</summary>
internal static class IrisJob
{
    public static void Run(string dataFolder, string outputFolder)
    {
        KerasRandom.SetSeed(7);
        IReadOnlyList<Dataset> parts = DatasetSplitter.Split(SampleDatasets.Iris(dataFolder), [0.8], seed: 7, stratified: true);
        (Dataset train, Dataset validation) = (parts[0], parts[1]);

        Normalization normalization = new();
        normalization.Adapt(train);
        Sequential model = new([normalization, new Dense(16, "relu"), new Dense(3, "softmax")], [4], "iris");
        model.Compile(new Adam(0.01), "sparse_categorical_crossentropy", ["accuracy"]);

        FitOptions options = new()
        {
            Epochs = 100,
            BatchSize = 16,
            ValidationData = validation,
            Callbacks =
            [
                new EarlyStopping(patience: 5, restoreBestWeights: true),
                new ModelCheckpoint(Path.Combine(outputFolder, "best_{epoch:02d}_{val_loss:.2f}.keras"), saveBestOnly: true),
            ],
        };
        foreach (EpochLog log in model.Fit(train, options))
            Console.WriteLine(EpochLine.Of(log));
        Console.WriteLine($"Iris ended after epoch {model.History!.Epochs.Count}: {model.History.StopReason}. {model.History.StopMessage}");
        foreach ((string name, double value) in model.Evaluate(validation))
            Console.WriteLine($"validation {name}: {value:0.0000}");
    }
}
