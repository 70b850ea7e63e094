using KerasPS.Metrics;

namespace KerasPS;

/// <summary>
/// Decides which epoch of a training is best, for the star in the table, <see cref="History.BestEpoch"/>, charts and pages. The monitor of the first callback that has one
/// is used, and that callback's own best epoch where it keeps one; without such a callback <c>val_loss</c>, or <c>loss</c> without validation.
/// </summary>
/// <param name="directionOf">Which values of a metric are better.</param>
/// <param name="monitor">The callback that decides; null where there is none.</param>
internal sealed class EpochScores(Func<string, MetricDirection> directionOf, MonitorCallback? monitor = null)
{
    private readonly Dictionary<string, (MetricDirection Direction, BestScore Best)> metrics = new(StringComparer.OrdinalIgnoreCase);
    private readonly BestScore monitored = monitor?.OwnScore ?? new();
    private int? final;

    /// <summary>The best epoch, from 1; 0 before any, or if it is not known which values are better.</summary>
    public int BestEpoch => final ?? (monitored.Value is null ? 0 : monitored.Epoch);

    /// <summary>Ends the training: what the callback does in the next one changes nothing here.</summary>
    public void End() => final = BestEpoch;

    /// <summary>Adds an epoch; values that are not numbers are ignored.</summary>
    /// <returns>The names of the values that are better than in all epochs before; empty for the first.</returns>
    public IReadOnlySet<string> Add(EpochLog epoch)
    {
        HashSet<string> improved = new(StringComparer.OrdinalIgnoreCase);
        string deciding = monitor?.Monitor
            ?? epoch.Columns.FirstOrDefault(name => name.Equals(MetricName.OfValidation("loss"), StringComparison.OrdinalIgnoreCase)) ?? "loss";
        foreach (string name in epoch.Columns)
        {
            if (!epoch.Logs.TryGetNumber(name, out double number))
                continue;
            if (!metrics.TryGetValue(name, out (MetricDirection Direction, BestScore Best) metric))
                metrics[name] = metric = (directionOf(name), new BestScore());
            bool isFirst = metric.Best.Value is null;
            if (metric.Best.Add(epoch.Epoch, number, metric.Direction) && !isFirst)
                improved.Add(name);
            if (monitor?.OwnScore is null && name.Equals(deciding, StringComparison.OrdinalIgnoreCase))
                monitored.Add(epoch.Epoch, number, monitor?.Direction ?? metric.Direction, monitor?.MinDelta ?? 0);
        }

        return improved;
    }
}
