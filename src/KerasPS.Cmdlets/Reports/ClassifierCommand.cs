using System.Collections;
using System.Globalization;
using System.Management.Automation;
using KerasPS.Data;
using KerasPS.Reports;

namespace KerasPS.Cmdlets;

/// <summary>The base of the cmdlets that compare predicted classes with labels: of a model on a dataset, or of rows that hold both.</summary>
public abstract class ClassifierCommand : RunCommand
{
    private const string OfModel = "Model";
    private const string OfRows = "Prediction";

    private readonly List<(string Label, string Prediction)> pairs = [];

    /// <summary>A model that was trained as a classifier.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = OfModel)]
    public Model Model { get; set; } = null!;

    /// <summary>The samples, with labels.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ParameterSetName = OfModel)]
    public Dataset Data { get; set; } = null!;

    /// <summary>The output of the model to look at; needed where it has several.</summary>
    [Parameter(ParameterSetName = OfModel)]
    public string? Output { get; set; }

    /// <summary>Rows with a label and a prediction: what Invoke-ModelPredict emits for rows with labels, or rows of a CSV file.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = OfRows)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The column with the true class.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfRows)]
    public string Label { get; set; } = "";

    /// <summary>The column with the class that was predicted.</summary>
    [Parameter(ParameterSetName = OfRows)]
    public string Prediction { get; set; } = "prediction";

    /// <summary>The classes, in the order to show them in; those that occur, sorted, by default.</summary>
    [Parameter(ParameterSetName = OfRows)]
    public string[] ClassName { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == OfModel)
        {
            Show(Guarded(() => ConfusionMatrix.Of(Model, Data, Output, Options)));
            return;
        }

        foreach (PSObject? row in TableRow.RowsOf(InputObject))
            pairs.Add(Guarded(() => (ClassOf(row, Label), ClassOf(row, Prediction))));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == OfRows)
            Show(Guarded(() => ConfusionMatrix.Of(pairs, ClassName)));
    }

    /// <summary>Emits the cmdlet's output for the counts.</summary>
    /// <param name="matrix">The counts.</param>
    private protected abstract void Show(ConfusionMatrix matrix);

    private string ClassOf(PSObject? row, string column)
    {
        (bool isThere, object? value, IEnumerable<string> names) = row?.BaseObject is IDictionary entries
            ? (entries.Contains(column), entries[column], entries.Keys.Cast<object>().Select(key => $"{key}"))
            : (row?.Properties[column] is not null, row?.Properties[column]?.Value, row?.Properties.Select(property => property.Name) ?? []);
        if (!isThere)
            throw new KerasException("ColumnNotFound", $"Row {pairs.Count + 1} has no column '{column}'. {NearestName.Hint(column, names)}", column);
        return PowerShellValue.Unwrap(value) is IConvertible single and not "" ? Convert.ToString(single, CultureInfo.InvariantCulture)! : throw new KerasException(
            "InvalidRow",
            value is null or "" ? $"Row {pairs.Count + 1} has no class in '{column}'." : $"Row {pairs.Count + 1} holds {value.GetType().Name} in '{column}', which is not a class; is the model a classifier?",
            row);
    }
}
