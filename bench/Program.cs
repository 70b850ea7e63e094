using System.Diagnostics;
using System.Globalization;
using KerasPS;
using KerasPS.Bench;
using KerasPS.Data;
using KerasPS.Layers;
using static TorchSharp.torch;

// The cost of the training loop: fit beside the same operations written down bare, in turn, so that a busy machine slows both.
const int Inputs = 784, Hidden = 128, Outputs = 10, BatchSize = 32, Samples = 32 * 400, Rounds = 15;

if (args is ["saving"])
{
    SavingBench.Run();
    return;
}

Random random = new(1);
float[] features = Enumerable.Range(0, Samples * Inputs).Select(_ => random.NextSingle()).ToArray();
float[] labels = Enumerable.Range(0, Samples).Select(_ => (float)random.Next(Outputs)).ToArray();

Sequential model = new([new Dense(Hidden, "relu"), new Dense(Outputs, "softmax")], [Inputs]);
model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
Dataset data = new(features, [Inputs], labels, []);
using BareLoop bare = new(features, labels, Inputs, Hidden, Outputs, BatchSize);

set_num_threads(1);
List<double> fitTimes = [], bareTimes = [], ratios = [];
using IEnumerator<EpochLog> epochs = model
    .Fit(data, new FitOptions { Epochs = Rounds + 3, BatchSize = BatchSize, Seed = 1, Threads = 1, Device = "cpu" })
    .GetEnumerator();
for (int round = 0; round < Rounds + 3; round++)
{
    double fitTime = Time(() => epochs.MoveNext());
    double bareTime = Time(() => bare.Epoch(round));
    if (round < 3)
        continue; // warm-up: compilation, first allocations
    fitTimes.Add(fitTime);
    bareTimes.Add(bareTime);
    ratios.Add(fitTime / bareTime);
}

double steps = Samples / (double)BatchSize;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"libtorch {__version__}, 1 thread, {Rounds} rounds in turn, medians"));
Console.WriteLine("| model | fit, µs a step | bare loop, µs a step | ratio |");
Console.WriteLine("|---|---|---|---|");
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"| MLP 784-128-10, batch 32, Adam, accuracy | {Median(fitTimes) / steps * 1e6:F0} | {Median(bareTimes) / steps * 1e6:F0} | {Median(ratios):F3} |"));

Console.WriteLine();
SavingBench.Run();

static double Time(Action action)
{
    long start = Stopwatch.GetTimestamp();
    action();
    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
