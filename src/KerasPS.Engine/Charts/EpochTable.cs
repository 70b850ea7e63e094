using System.Globalization;
using KerasPS.Metrics;

namespace KerasPS.Charts;

/// <summary>
/// The epochs of a training as rows of named values: a model's history, or rows that were read from a file. Charts, pages and files are
/// made from it.
/// </summary>
public sealed class EpochTable
{
    /// <summary>The name of the column that numbers the rows.</summary>
    internal const string EpochColumn = "epoch";

    /// <summary>The name of the column with learning rates.</summary>
    internal const string LearningRateColumn = "learning_rate";

    private static readonly string[] BesideMetrics = [EpochColumn, "seconds", LearningRateColumn, "lr"];

    private readonly IReadOnlyList<IReadOnlyDictionary<string, object?>> rows;

    /// <summary>Creates a table.</summary>
    /// <param name="rows">
    /// The rows: values by name. Epochs are numbered from 1: rows whose <c>epoch</c> begins at 0, as those of CSVLogger, get the numbers from 1 on, as do
    /// rows without an <c>epoch</c> that rises.
    /// </param>
    /// <param name="title">What to call the training; empty where it has no name.</param>
    /// <exception cref="KerasException"><c>NoEpochs</c>: there are no rows, or none of their values is a number.</exception>
    public EpochTable(IEnumerable<IEnumerable<KeyValuePair<string, object?>>> rows, string title = "")
    {
        List<string> names = [];
        List<IReadOnlyDictionary<string, object?>> read = [];
        foreach (IEnumerable<KeyValuePair<string, object?>> row in rows)
        {
            Dictionary<string, object?> cells = new(StringComparer.OrdinalIgnoreCase);
            foreach ((string name, object? value) in row)
            {
                cells[name] = value;
                if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
                    names.Add(name);
            }

            read.Add(cells);
        }

        this.rows = read;
        Title = title;
        Column = names;
        Name = names.Where(name => name is not EpochColumn && HasNumbers(name)).ToArray();
        if (read.Count == 0 || Name.Count == 0)
        {
            throw new KerasException(
                "NoEpochs",
                read.Count == 0
                    ? "There are no epochs to show: the training has not begun, or nothing came down the pipeline."
                    : $"None of the columns is numeric ({string.Join(", ", names)}); epochs have values such as loss and val_loss.");
        }

        double?[] numbers = Series(EpochColumn);
        if (numbers[0] == 0)
            numbers = Array.ConvertAll(numbers, number => number + 1);
        bool rises = numbers.All(number => number is { } n && double.IsFinite(n)) && numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second);
        Epoch = rises ? Array.ConvertAll(numbers, number => number!.Value) : Enumerable.Range(1, read.Count).Select(i => (double)i).ToArray();
        BestRow = BestRowOf(Name.FirstOrDefault(IsNamed(MetricName.OfValidation("loss"))) ?? Name.FirstOrDefault(IsNamed("loss")) ?? "");
    }

    /// <summary>What to call the training; empty where it has no name.</summary>
    public string Title { get; }

    /// <summary>The number of epochs.</summary>
    public int Count => rows.Count;

    /// <summary>The number of each epoch, from 1, rising.</summary>
    public IReadOnlyList<double> Epoch { get; }

    /// <summary>The names of all columns, in the order in which they came.</summary>
    public IReadOnlyList<string> Column { get; }

    /// <summary>The names of the columns with numbers, but for the epoch's.</summary>
    public IReadOnlyList<string> Name { get; }

    /// <summary>The row, from 0, of the best epoch; null before any, or if it is not known which values are better.</summary>
    public int? BestRow { get; private init; }

    /// <summary>The history of the training; null for rows that were read from a file.</summary>
    public History? History { get; private init; }

    /// <summary>The epochs of a training.</summary>
    /// <param name="history">The history.</param>
    /// <exception cref="KerasException"><c>NoEpochs</c>: no epoch has ended.</exception>
    public static EpochTable Of(History history)
    {
        int best = history.Epochs.ToList().FindIndex(epoch => epoch.Epoch == history.BestEpoch);
        return new EpochTable(history.Epochs.Select(epoch => epoch.Items), history.Model?.Name ?? "") { History = history, BestRow = best < 0 ? null : best };
    }

    /// <summary>The values of a column; null where a row has none or something else than a number.</summary>
    /// <param name="name">The column; its case is ignored.</param>
    public double?[] Series(string name) => rows.Select(row => NumberOf(row.GetValueOrDefault(name))).ToArray();

    /// <summary>The value of a cell as it came; the number of the epoch in its own column.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="name">The column; its case is ignored.</param>
    public object? Cell(int row, string name) => IsNamed(EpochColumn)(name) ? Epoch[row] : rows[row].GetValueOrDefault(name);

    /// <summary>The names of the metrics, without those of validation, the loss first, then in the order of the columns: each is drawn as one chart.</summary>
    public IReadOnlyList<string> Metrics => Name
        .Where(name => !BesideMetrics.Contains(name, StringComparer.OrdinalIgnoreCase))
        .Select(name => MetricName.Parse(name).Bare)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .OrderBy(name => IsNamed("loss")(name) ? 0 : 1)
        .ToArray();

    /// <summary>The columns of one chart: the metric in training and in validation, if they exist.</summary>
    /// <param name="metric">A metric, a column such as <c>learning_rate</c>, or a name with <c>val_</c>, for that column alone.</param>
    /// <exception cref="KerasException"><c>MetricNotFound</c>.</exception>
    public IReadOnlyList<string> ColumnsOf(string metric)
    {
        string[] found = Name.Where(name => IsNamed(metric)(name) || IsNamed(MetricName.OfValidation(metric))(name)).ToArray();
        return found.Length > 0 ? found : throw new KerasException(
            "MetricNotFound",
            Column.Contains(metric, StringComparer.OrdinalIgnoreCase) && !IsNamed(EpochColumn)(metric)
                ? $"The values of '{metric}' are not numbers, the first of them is '{rows.Select(row => row.GetValueOrDefault(metric)).FirstOrDefault(value => value is not null)}'. Numbers are written with a point, or as the current culture writes them."
                : $"The epochs have no '{metric}'. {NearestName.Hint(metric, Name)}",
            metric);
    }

    /// <summary>The row, from 0, with the best value of a column; null where it is not known which values are better.</summary>
    /// <param name="name">The column.</param>
    internal int? BestRowOf(string name)
    {
        MetricDirection direction = MetricDirections.Of(name, History?.Model?.Compilation?.Directions);
        BestScore best = new();
        double?[] values = Series(name);
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value && double.IsFinite(value))
                best.Add(i + 1, value, direction);
        }

        return best.Epoch == 0 ? null : best.Epoch - 1;
    }

    /// <summary>
    /// A number of a cell: numbers, and strings that are one, in the invariant culture or, as Export-Csv writes them, in the current one. NaN and infinite ones count.
    /// </summary>
    internal static double? NumberOf(object? value) => value switch
    {
        null or bool or DateTime or char => null,
        string text => ParseNumber(text),
        IConvertible number => number.ToDouble(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static double? ParseNumber(string text) => text.Trim().ToLowerInvariant() switch
    {
        "inf" or "+inf" or "∞" or "infinity" => double.PositiveInfinity,
        "-inf" or "-∞" or "-infinity" => double.NegativeInfinity,
        "nan" => double.NaN,
        var other => double.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            || double.TryParse(other, NumberStyles.Float, CultureInfo.CurrentCulture, out number) ? number : null,
    };

    private static Func<string, bool> IsNamed(string wanted) => name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether at least one cell of a column is a number, and none is another string than those for missing values.</summary>
    private bool HasNumbers(string name)
    {
        bool any = false;
        foreach (IReadOnlyDictionary<string, object?> row in rows)
        {
            object? value = row.GetValueOrDefault(name);
            if (NumberOf(value) is not null)
                any = true;
            else if (value is not (null or "" or "NA"))
                return false;
        }

        return any;
    }
}
