using System.Management.Automation;
using KerasPS.Saving;

namespace KerasPS.Cmdlets;

/// <summary>Writes the weights of a model to a <c>.safetensors</c> file.</summary>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 1) -InputShape 4
/// $null = Get-ModelSummary $model
/// Export-ModelWeight $model first.safetensors
/// </code>
/// Keeps the first weights of a model.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// $null = Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy
/// ($model | Export-ModelWeight -Path iris.safetensors -PassThru).Length
/// </code>
/// The size of the file in bytes.
/// </example>
/// <seealso cref="ImportModelWeightCommand"/>
/// <seealso cref="GetModelWeightCommand"/>
/// <seealso cref="ExportModelCommand"/>
[Cmdlet(VerbsData.Export, "ModelWeight"), OutputType(typeof(FileInfo))]
public sealed class ExportModelWeightCommand : ExportCommand
{
    /// <inheritdoc/>
    protected override void Write(string path) => WeightsFile.Save(Model, path);
}
