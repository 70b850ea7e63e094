using System.Diagnostics;
using KerasPS.Data;
using KerasPS.Layers;

namespace KerasPS.Bench;

/// <summary>The memory in use in the course of 100,000 steps of training, which must not grow.</summary>
internal static class SteadyMemoryBench
{
    private const int Epochs = 100, StepsPerEpoch = 1000, BatchSize = 8, Features = 16;

    public static IEnumerable<Table> Run()
    {
        Random random = new(1);
        float[] Numbers(int count) => Enumerable.Range(0, count).Select(_ => random.NextSingle()).ToArray();
        Dataset data = new(Numbers(Features * BatchSize * StepsPerEpoch), [Features], Numbers(BatchSize * StepsPerEpoch), []);
        Sequential model = new([new Dense(32, "relu"), new Dropout(0.1), new Dense(1)], [Features]);
        model.Compile("adam", "mse", ["mae"]);
        using Process process = Process.GetCurrentProcess();
        List<(int Steps, double Megabytes)> seen = [];
        foreach (EpochLog epoch in model.Fit(data, new FitOptions { Epochs = Epochs, BatchSize = BatchSize, Seed = 1, Device = "cpu" }))
        {
            if (epoch.Epoch % (Epochs / 10) != 0)
                continue;
            process.Refresh();
            seen.Add((epoch.Epoch * StepsPerEpoch, process.WorkingSet64 / 1e6));
        }

        yield return new Table(
            $"{Epochs * StepsPerEpoch} steps of training: memory in use (goal: within 1.02 of the first)",
            ["steps", "MB", "of the first"],
            seen.Select(point => (IReadOnlyList<object?>)[point.Steps, Math.Round(point.Megabytes, 1), Math.Round(point.Megabytes / seen[0].Megabytes, 3)]).ToArray());
    }
}
