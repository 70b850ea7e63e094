using System.Management.Automation;
using KerasPS.Layers;

namespace KerasPS.Cmdlets;

/// <summary>Emits a model's variables: path, shape and values (<c>.ToArray()</c>).</summary>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 2) -InputShape 3
/// $null = Get-ModelSummary $model
/// Get-ModelWeight $model
/// </code>
/// The kernel and the bias of a model that its summary has built.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 2) -InputShape 3
/// $null = Get-ModelSummary $model
/// ($model | Get-ModelWeight *bias).ToArray()
/// </code>
/// The values of the bias.
/// </example>
/// <seealso cref="SetModelWeightCommand"/>
/// <seealso cref="ExportModelWeightCommand"/>
/// <seealso cref="ImportModelWeightCommand"/>
/// <seealso cref="GetModelSummaryCommand"/>
[Cmdlet(VerbsCommon.Get, "ModelWeight", DefaultParameterSetName = "Given"), OutputType(typeof(Variable))]
public sealed class GetModelWeightCommand : KerasCmdlet
{
    /// <summary>The model; it must be built.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Given")]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Piped")]
    public Model Model { get; set; } = null!;

    /// <summary>Only variables whose path matches, e.g. <c>dense*</c>.</summary>
    [Parameter(Position = 1, ParameterSetName = "Given")]
    [Parameter(Position = 0, ParameterSetName = "Piped")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(WeightNameCompleter))]
    public string Name { get; set; } = "*";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        WildcardPattern pattern = new(Name, WildcardOptions.IgnoreCase);
        WriteObject(Model.Variables.Where(v => pattern.IsMatch(v.Path)), enumerateCollection: true);
    }
}
