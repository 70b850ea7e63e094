namespace KerasPS;

/// <summary>Which of a checkpoint's files are kept: the last ones, the best ones, or the union of both.</summary>
/// <param name="KeepLast">The number of most recent files to keep; null for no such rule.</param>
/// <param name="KeepBest">The number of best files to keep; null for no such rule.</param>
/// <param name="IsBetter">Whether a value is better than another.</param>
internal sealed record CheckpointRetention(int? KeepLast, int? KeepBest, Func<double, double, bool> IsBetter)
{
    /// <summary>Whether a new file would be kept.</summary>
    /// <param name="files">The existing files.</param>
    /// <param name="path">The new file, which may replace one of them.</param>
    /// <param name="value">The monitored value; null for none.</param>
    public bool Keeps(CheckpointFiles files, string path, double? value)
    {
        if (KeepLast is not null || KeepBest is not { } count)
            return true;
        double[] best = Ranked(files).Where(file => file.Path != path).Take(count).Select(file => file.Value).ToArray();
        return value is { } current && (best.Length < count ? !double.IsNaN(current) : IsBetter(current, best[^1]));
    }

    /// <summary>The files to keep; null for all.</summary>
    public IReadOnlyCollection<string>? Kept(CheckpointFiles files) => KeepLast is null && KeepBest is null ? null :
    [
        .. files.InOrder.Select(file => file.Path).TakeLast(KeepLast ?? 0),
        .. Ranked(files).Select(file => file.Path).Take(KeepBest ?? 0),
    ];

    /// <summary>The files that have a value, the best first; of equal ones the older.</summary>
    private IEnumerable<(string Path, double Value)> Ranked(CheckpointFiles files) => files.InOrder
        .Where(file => file.Record.Value is not null)
        .Select(file => (file.Path, Value: file.Record.Value!.Value))
        .Order(Comparer<(string Path, double Value)>.Create((a, b) => IsBetter(a.Value, b.Value) ? -1 : IsBetter(b.Value, a.Value) ? 1 : 0));
}
