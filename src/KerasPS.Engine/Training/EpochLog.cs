namespace KerasPS;

/// <summary>
/// What one epoch reported. All epochs of one fit have the same items in the same order.
/// </summary>
public sealed class EpochLog
{
    private readonly IReadOnlyList<KeyValuePair<string, object?>> items;

    internal EpochLog(int epoch, IReadOnlyList<string> columns, Logs logs, double seconds)
    {
        Columns = columns;
        Logs = logs;
        Epoch = epoch;
        Seconds = seconds;
        items =
        [
            new("epoch", epoch),
            .. columns.Select(name => new KeyValuePair<string, object?>(name, logs[name])),
            new("seconds", seconds),
        ];
    }

    /// <summary>The number of the epoch, from 1 on.</summary>
    public int Epoch { get; }

    /// <summary>The seconds that the epoch took, validation included.</summary>
    public double Seconds { get; }

    /// <summary>
    /// All values in order: <c>epoch</c>, the metrics, their <c>val_</c> values (null in an epoch without validation),
    /// <c>learning_rate</c>, what callbacks added in the first epoch, <c>seconds</c>.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Items => items;

    /// <summary>Whether it is the best epoch of its training so far; see <see cref="KerasPS.History.BestEpoch"/>.</summary>
    public bool IsBest => History?.BestEpoch == Epoch;

    /// <summary>The record that the epoch is in; null before it is.</summary>
    public History? History { get; internal set; }

    /// <summary>The names of the values that are better than in all epochs before.</summary>
    internal IReadOnlySet<string> Improved { get; set; } = new HashSet<string>();

    /// <summary>The values as callbacks left them.</summary>
    internal Logs Logs { get; }

    /// <summary>The names of the values between the epoch and its seconds.</summary>
    internal IReadOnlyList<string> Columns { get; }

    /// <summary>Whether a value is better than in all epochs before; false where it is not known which values are better, and in the first epoch.</summary>
    /// <param name="name">The value's name; its case is ignored.</param>
    public bool IsImproved(string name) => Improved.Contains(name);

    /// <summary>A value by its name, e.g. <c>val_loss</c>; null where there is none.</summary>
    /// <param name="name">The name; its case is ignored.</param>
    public object? this[string name] =>
        items.FirstOrDefault(item => item.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
