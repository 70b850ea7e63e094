using System.Management.Automation;
using KerasPS.Data;

namespace KerasPS.Cmdlets;

/// <summary>
/// Makes a dataset of objects with named properties (from Import-Csv, a database, hashtables), or of arrays of numbers.
/// Texts are read as numbers in the invariant culture; a text label column becomes class indices in ordinal order.
/// </summary>
[Cmdlet(VerbsData.ConvertTo, "Dataset"), OutputType(typeof(Dataset))]
public sealed class ConvertToDatasetCommand : TableCommand
{
    private readonly Table table = new();

    /// <summary>The rows: objects, hashtables, or arrays of numbers.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Guarded(() =>
    {
        foreach (PSObject? row in TableRow.RowsOf(InputObject))
            TableRow.Append(table, row);
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(Guarded(() => TableEncoder.Encode(table, Options, ClassName)));
}
