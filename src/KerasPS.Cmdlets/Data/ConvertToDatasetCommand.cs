using System.Management.Automation;
using KerasPS.Data;

namespace KerasPS.Cmdlets;

/// <summary>
/// Makes a dataset of objects with named properties (from Import-Csv, a database, hashtables), or of arrays of numbers.
/// Strings are read as numbers with a decimal point, or as -Culture says; a label column of strings becomes class indices in ordinal order.
/// </summary>
/// <example>
/// <code>
/// 1..100 | ForEach-Object { [pscustomobject]@{ hours = $_; price = 20 + 3 * $_ } } | ConvertTo-Dataset -Label price
/// </code>
/// A hundred samples with the feature hours and the label price.
/// </example>
/// <example>
/// <code>
/// $fruit = @(
///     @{ colour = 'red'; weight = 110; kind = 'apple' }
///     @{ colour = 'green'; weight = 95; kind = 'apple' }
///     @{ colour = 'yellow'; weight = 130; kind = 'banana' })
/// $fruit | ConvertTo-Dataset -CategoricalFeature colour -Label kind
/// </code>
/// Categorical features, one for each colour, and strings as labels, which become class indices.
/// </example>
/// <seealso cref="ImportDatasetCommand"/>
/// <seealso cref="SplitDatasetCommand"/>
/// <seealso cref="InvokeModelFitCommand"/>
[Cmdlet(VerbsData.ConvertTo, "Dataset"), OutputType(typeof(Dataset))]
public sealed class ConvertToDatasetCommand : TableCommand
{
    private Table table = null!;

    /// <summary>The rows: objects, hashtables, or arrays of numbers.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => table = new Table(Culture);

    /// <inheritdoc/>
    protected override void ProcessRecord() => Guarded(() =>
    {
        foreach (PSObject? row in TableRow.RowsOf(InputObject))
            TableRow.Append(table, row);
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(Encode(() => TableEncoder.Encode(table, Options, ClassName)));
}
