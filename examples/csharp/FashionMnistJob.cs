using KerasPS.Data;
using KerasPS.Layers;

namespace KerasPS.Example;

/// <summary>A convolutional network on Fashion-MNIST: what examples/02-fashion-mnist-cnn.ps1 does.</summary>
internal static class FashionMnistJob
{
    public static void Run(string outputFolder, bool isFull)
    {
        KerasRandom.SetSeed(1);
        Dataset train = SampleDatasets.FashionMnist(subset: SampleSubset.Train, scale: 1 / 255f);
        Dataset test = SampleDatasets.FashionMnist(subset: SampleSubset.Test, scale: 1 / 255f);
        if (!isFull)
        {
            train = DatasetSplitter.Split(train, [0.2], seed: 1, stratified: true)[0];
            test = DatasetSplitter.Split(test, [0.2], seed: 1, stratified: true)[0];
            Console.WriteLine($"A subset: {train.Count} of 60000 images to train on, {test.Count} of 10000 to test on. --full takes all.");
        }

        IReadOnlyList<Dataset> parts = DatasetSplitter.Split(train, [0.9], seed: 1, stratified: true);
        Sequential model = new(
            [
                new Conv2D(32, [3], activation: "relu"),
                new MaxPooling2D(),
                new Conv2D(64, [3], activation: "relu"),
                new MaxPooling2D(),
                new Flatten(),
                new Dropout(0.3),
                new Dense(128, "relu"),
                new Dropout(0.3),
                new Dense(10, "softmax"),
            ],
            [28, 28, 1],
            "fashion");
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);

        FitOptions options = new()
        {
            Epochs = isFull ? 10 : 5,
            BatchSize = 64,
            Seed = 1,
            ValidationData = parts[1],
            Callbacks =
            [
                new LearningRateScheduler((epoch, rate) => epoch < 3 ? rate : rate * Math.Exp(-0.1)),
                new EarlyStopping(patience: 3, restoreBestWeights: true),
                new ModelCheckpoint(Path.Combine(outputFolder, "fashion_{epoch:02d}_{val_accuracy:.3f}.keras"), "val_accuracy", saveBestOnly: true),
                new CsvLogger(Path.Combine(outputFolder, "epochs.csv")),
            ],
        };
        foreach (EpochLog log in model.Fit(parts[0], options))
            Console.WriteLine(EpochLine.Of(log));
        Console.WriteLine($"Fashion-MNIST ended after epoch {model.History!.Epochs.Count}: {model.History.StopReason}.");
        foreach ((string name, double value) in model.Evaluate(test, new FitOptions { BatchSize = 256 }))
            Console.WriteLine($"test {name}: {value:0.0000}");
    }
}
