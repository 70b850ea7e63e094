using System.Globalization;
using KerasPS.Metrics;

namespace KerasPS;

/// <summary>The history of a training: every epoch, and how it ended. It is available as <c>Model.History</c>.</summary>
public sealed class History : Callback
{
    private readonly List<EpochLog> epochs = [];
    private readonly List<LearningRateChange> rateChanges = [];
    private readonly EpochScores scores;

    /// <summary>Creates a history without epochs.</summary>
    public History()
        : this(null)
    {
    }

    internal History(MonitorCallback? monitor) => scores = new EpochScores(name => MetricDirections.Of(name, Model?.Compilation?.Directions), monitor);

    /// <summary>The epochs in order.</summary>
    public IReadOnlyList<EpochLog> Epochs => epochs;

    /// <summary>Why the training ended; None while it runs.</summary>
    public StopReason StopReason { get; internal set; }

    /// <summary>Why the training ended, in words, e.g. of EarlyStopping; may be empty.</summary>
    public string StopMessage { get; internal set; } = "";

    /// <summary>The epoch, from 1, after which the training was stopped; 0 where all epochs were trained.</summary>
    public int StoppedEpoch { get; internal set; }

    /// <summary>
    /// The epoch, from 1, that was best so far; 0 before any. It is the best by the monitor of the first callback that has one, e.g. EarlyStopping; without one by the smallest <c>val_loss</c>,
    /// or <c>loss</c> without validation.
    /// </summary>
    public int BestEpoch => scores.BestEpoch;

    /// <summary>The epoch, from 1, whose weights the model has; 0 before any.</summary>
    public int WeightsFromEpoch { get; internal set; }

    /// <summary>The changes of the learning rate by callbacks or the caller, in order. Those that a schedule makes at each step are not included: see <c>learning_rate</c> of the epochs.</summary>
    public IReadOnlyList<LearningRateChange> LearningRateChanges => rateChanges;

    /// <summary>The epoch, from 1, that is being trained or was the last one; 0 before any.</summary>
    internal int CurrentEpoch { get; set; }

    /// <summary>The values of a metric by epoch.</summary>
    /// <param name="name">A name such as <c>val_loss</c>.</param>
    public IReadOnlyList<object?> this[string name] => epochs.Select(epoch => epoch[name]).ToArray();

    /// <summary>The epochs, and the changes of the learning rate.</summary>
    public override IReadOnlyDictionary<string, object?> GetState() => new Dictionary<string, object?>
    {
        ["current_epoch"] = CurrentEpoch,
        ["columns"] = epochs.FirstOrDefault()?.Columns,
        ["epochs"] = epochs.Select(epoch => epoch.Items.Select(item => item.Value).ToArray()).ToArray(),
        ["learning_rate_changes"] = rateChanges.Select(change => new object[] { change.Epoch, change.From, change.To, change.By }).ToArray(),
    };

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, object?> state)
    {
        CurrentEpoch = state.Count("current_epoch");
        string[] columns = (state.GetValueOrDefault("columns") as object?[] ?? []).Select(name => (string)name!).ToArray();
        foreach (object?[] items in (state.GetValueOrDefault("epochs") as object?[] ?? []).Cast<object?[]>())
        {
            Logs logs = new();
            for (int i = 0; i < columns.Length; i++)
                logs[columns[i]] = items[i + 1] is long whole ? (double)whole : items[i + 1];
            Add(new EpochLog(Convert.ToInt32(items[0], CultureInfo.InvariantCulture), columns, logs, Convert.ToDouble(items[^1], CultureInfo.InvariantCulture)));
        }

        rateChanges.AddRange(state.List("learning_rate_changes").Select(CallbackState.ToList).Select(row =>
            new LearningRateChange(CallbackState.ToCount(row[0]), CallbackState.ToNumber(row[1]), CallbackState.ToNumber(row[2]), (string)row[3]!)));
    }

    internal void NoteLearningRate(double from, double to, string by)
    {
        rateChanges.Add(new(CurrentEpoch, from, to, by));
        Output.Verbose(string.Create(CultureInfo.InvariantCulture, $"Epoch {CurrentEpoch}: {by} changed the learning rate from {from} to {to}."));
    }

    /// <summary>Ends the training that the history is of.</summary>
    internal void End() => scores.End();

    internal void Add(EpochLog epoch)
    {
        epochs.Add(epoch);
        epoch.History = this;
        epoch.Improved = scores.Add(epoch);
        WeightsFromEpoch = epoch.Epoch;
    }
}
