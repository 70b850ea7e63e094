using KerasPS.Metrics;

namespace KerasPS.Charts;

/// <summary>What one chart shows: a metric in training and validation by epoch, and which epoch was best.</summary>
internal sealed class ChartPanel
{
    public ChartPanel(EpochTable table, string metric, bool isLogarithmic = false)
    {
        Title = metric;
        Epoch = table.Epoch;
        Columns = table.ColumnsOf(metric).Select(name => (name, table.Series(name))).ToArray();
        BestRow = table.BestRow ?? table.BestRowOf(Columns.Select(column => column.Name).FirstOrDefault(name => MetricName.Parse(name).IsValidation) ?? Columns[0].Name);
        IsRate = metric.Equals(EpochTable.LearningRateColumn, StringComparison.OrdinalIgnoreCase);
        double[] finite = Columns.SelectMany(column => column.Values).OfType<double>().Where(double.IsFinite).ToArray();
        IsLogarithmic = finite.Length > 0 && finite.Min() > 0 && (isLogarithmic || (IsRate && finite.Max() / finite.Min() > 100));
        Values = finite;
    }

    public string Title { get; }

    public IReadOnlyList<double> Epoch { get; }

    /// <summary>The curves: that of the training first.</summary>
    public IReadOnlyList<(string Name, double?[] Values)> Columns { get; }

    /// <summary>The row, from 0, of the best epoch; null where none is known to be.</summary>
    public int? BestRow { get; }

    /// <summary>Whether the curve is that of the learning rate, which stays as it is between its changes.</summary>
    public bool IsRate { get; }

    public bool IsLogarithmic { get; }

    /// <summary>All finite values.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Whether some value is not finite.</summary>
    public bool HasBroken => Columns.Any(column => column.Values.Any(value => value is { } number && !double.IsFinite(number)));

    /// <summary>The value at the best epoch: of validation, where there is any.</summary>
    public (string Name, double Value)? Best => BestRow is { } row
        ? Columns.Reverse().Where(column => column.Values[row] is { } value && double.IsFinite(value)).Select(column => ((string, double)?)(column.Name, column.Values[row]!.Value)).FirstOrDefault()
        : null;

    public ChartAxis ValueAxis(int ticks) => ChartAxis.Around(Values, ticks, IsLogarithmic);

    public ChartAxis EpochAxis(int ticks) => ChartAxis.Whole(Epoch[0], Epoch[^1], ticks);
}
