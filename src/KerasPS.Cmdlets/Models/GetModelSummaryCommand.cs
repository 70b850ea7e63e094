using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Describes a model: one object per layer, with its output shape and number of parameters.</summary>
/// <example>
/// <code>
/// New-SequentialModel (New-DenseLayer 8 -Activation relu), (New-DenseLayer 1) -InputShape 4 | Get-ModelSummary
/// </code>
/// The layers with their output shapes and parameters.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 8), (New-DenseLayer 1) -InputShape 4
/// (Get-ModelSummary $model | Measure-Object ParameterCount -Sum).Sum
/// </code>
/// The rows are objects: here their parameters are added up.
/// </example>
/// <seealso cref="NewSequentialModelCommand"/>
/// <seealso cref="NewFunctionalModelCommand"/>
/// <seealso cref="GetModelWeightCommand"/>
[Cmdlet(VerbsCommon.Get, "ModelSummary"), OutputType(typeof(LayerSummary))]
public sealed class GetModelSummaryCommand : KerasCmdlet
{
    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Model Model { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(Guarded(() => LayerSummary.Of(Model)), enumerateCollection: true);
}
