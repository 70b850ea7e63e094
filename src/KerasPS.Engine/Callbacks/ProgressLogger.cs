using System.Diagnostics;
using System.Globalization;

namespace KerasPS;

/// <summary>
/// Reports progress: at most ten times a second where the training is, with the metrics so far and the time left, and a line
/// an epoch. Added to every fit that has none.
/// </summary>
/// <remarks>
/// Differs from Keras's ProgbarLogger, which prints to the console whatever it is connected to: progress goes to PowerShell's progress stream and the line of an epoch to the verbose
/// stream, so that scripts and logs have just what they ask for. Values of a batch are fetched from the device only for a report.
/// </remarks>
public sealed class ProgressLogger : Callback
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch sinceReport = new();
    private readonly Stopwatch sinceBegin = new();
    private int epoch;
    private int firstEpoch = -1;

    private int Epochs => (int)Params["epochs"];

    private int Steps => (int)Params["steps"];

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs)
    {
        firstEpoch = -1;
        sinceReport.Restart();
        sinceBegin.Restart();
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> GetState() => new Dictionary<string, object?> { ["epoch"] = epoch };

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, object?> state) => epoch = firstEpoch = state.Count("epoch");

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs)
    {
        this.epoch = epoch;
        if (firstEpoch < 0)
            firstEpoch = epoch;
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs)
    {
        if (sinceReport.Elapsed < Interval)
            return;
        sinceReport.Restart();
        double done = (epoch - firstEpoch) + ((batch + 1.0) / Steps);
        double all = Epochs - firstEpoch;
        Output.Progress(new TrainingProgress(
            $"Training {Model.Name}",
            $"Epoch {epoch + 1}/{Epochs}, batch {batch + 1}/{Steps}, {Describe(logs)}",
            Math.Min(1, done / all),
            done > 0 ? sinceBegin.Elapsed * ((all - done) / done) : null,
            IsCompleted: false));
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => Output.Verbose($"Epoch {epoch + 1}/{Epochs} - {Describe(logs)}");

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) =>
        Output.Progress(new TrainingProgress($"Training {Model.Name}", "Done", 1, TimeSpan.Zero, IsCompleted: true));

    /// <summary>Numbers as Keras prints them: four decimals, or scientific up to 0.001.</summary>
    private static string Describe(Logs logs) => string.Join(
        " - ",
        logs.Where(pair => logs.TryGetNumber(pair.Key, out _)).Select(pair =>
        {
            logs.TryGetNumber(pair.Key, out double value);
            string format = Math.Abs(value) > 1e-3 ? "0.0000" : "0.0000e+00";
            return $"{pair.Key}: {value.ToString(format, CultureInfo.InvariantCulture)}";
        }));
}
