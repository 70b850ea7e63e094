using System.Management.Automation;
using KerasPS.Saving;

namespace KerasPS.Cmdlets;

/// <summary>Says what a file of a model or of weights (<c>.keras</c>, <c>.weights.h5</c> or <c>.safetensors</c>) holds, without making the model: layers, arrays, optimizer, versions, sizes.</summary>
/// <example>
/// <code>
/// New-SequentialModel (New-DenseLayer 8 -Activation relu), (New-DenseLayer 1) -InputShape 4 -Name small | Export-Model -Path small.keras
/// Get-ModelFile small.keras
/// </code>
/// One row per file; wildcards give several.
/// </example>
/// <example>
/// <code>
/// New-SequentialModel (New-DenseLayer 8 -Activation relu), (New-DenseLayer 1) -InputShape 4 | Export-Model -Path small.keras
/// $file = Get-ModelFile small.keras
/// $file.Layer
/// $file.Weight
/// $file | Select-Object KerasVersion, KerasPSVersion, DateSaved, Optimizer, Loss, Metric
/// </code>
/// The layers and arrays in it, and what it was trained with.
/// </example>
/// <seealso cref="ImportModelCommand"/>
/// <seealso cref="ImportModelWeightCommand"/>
/// <seealso cref="ExportModelCommand"/>
[Cmdlet(VerbsCommon.Get, "ModelFile", DefaultParameterSetName = "Path"), OutputType(typeof(ModelFileInfo))]
public sealed class GetModelFileCommand : FileCommand
{
    /// <inheritdoc/>
    protected override void Read(string file) => WriteObject(Guarded(() => ModelFileInfo.Read(file)));
}
