using System.Collections;
using System.Management.Automation;
using KerasPS.Charts;

namespace KerasPS.Cmdlets;

/// <summary>The base of the cmdlets that show epochs: a model's, a history's, or rows from the pipeline.</summary>
public abstract class HistoryCommand : KerasCmdlet
{
    private readonly List<PSObject> rows = [];

    /// <summary>A model, its History, or epochs.</summary>
    public abstract PSObject? InputObject { get; set; }

    /// <summary>
    /// What to show: names of metrics, each of which is shown with its validation, or of single columns such as <c>val_loss</c>; wildcards allowed.
    /// </summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HistoryMetricCompleter))]
    public string[] Metric { get; set; } = [];

    /// <summary>Use a logarithmic scale, if all values are above 0.</summary>
    [Parameter]
    public SwitchParameter LogScale { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject? item in TableRow.RowsOf(InputObject))
        {
            switch (item?.BaseObject)
            {
                case null:
                    break;
                case Model model:
                    Guarded(() => Show(EpochTable.Of(model.History ?? throw new KerasException(
                        "NotTrained", $"The model '{model.Name}' has no history: it was not trained in this session.", model))));
                    break;
                case History history:
                    Guarded(() => Show(EpochTable.Of(history)));
                    break;
                case string or ValueType:
                    Guarded(() => throw new KerasException(
                        "InvalidRow",
                        $"'{item}' is not a model, history or epoch; give epochs as objects with properties such as loss and val_loss.",
                        item) { Kind = KerasErrorKind.InvalidArgument });
                    break;
                default:
                    rows.Add(item);
                    break;
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (rows.Count > 0 || !MyInvocation.ExpectingInput && InputObject is null or { BaseObject: IList { Count: 0 } })
            Guarded(() => Show(OfRows()));
    }

    /// <summary>Shows one training.</summary>
    /// <param name="table">Its epochs.</param>
    private protected abstract void Show(EpochTable table);

    /// <summary>The metrics that were asked for; those of the default where none were.</summary>
    private protected IReadOnlyList<string> SelectedMetrics(EpochTable table, IReadOnlyList<string> byDefault) => Metric.Length == 0 ? byDefault : Metric
        .SelectMany(name => WildcardPattern.ContainsWildcardCharacters(name)
            ? table.Metrics.Where(new WildcardPattern(name, WildcardOptions.IgnoreCase).IsMatch)
            : [name])
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .ToArray() is { Length: > 0 } chosen ? chosen : throw new KerasException(
            "MetricNotFound", $"No metric matches {string.Join(", ", Metric)}. {NearestName.Hint("", table.Name)}", Metric);

    /// <summary>The epochs of a training, as emitted by it, are shown with the facts of its history.</summary>
    private EpochTable OfRows()
    {
        History? history = rows.Count == 0 ? null : EpochLogObject.LogOf(rows[0])?.History;
        bool areAll = history is not null && history.Epochs.Count == rows.Count && rows.All(row => EpochLogObject.LogOf(row)?.History == history);
        return areAll ? EpochTable.Of(history!) : new EpochTable(rows.Select(CellsOf));
    }

    private static IEnumerable<KeyValuePair<string, object?>> CellsOf(PSObject row) => row.BaseObject switch
    {
        EpochLog log => log.Items,
        IDictionary entries => entries.Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create($"{entry.Key}", PowerShellValue.Unwrap(entry.Value))),
        _ => row.Properties.Where(property => property.IsGettable).Select(property => KeyValuePair.Create(property.Name, PowerShellValue.Unwrap(property.Value))),
    };
}
