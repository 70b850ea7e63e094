using System.Management.Automation;
using KerasPS.Saving;

namespace KerasPS.Cmdlets;

/// <summary>Writes a model with its weights, optimizer and metrics to a <c>.keras</c> file, from which it can be trained on.</summary>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// $null = Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy
/// Export-Model $model iris.keras
/// </code>
/// Keeps a trained model.
/// </example>
/// <example>
/// <code>
/// New-SequentialModel (New-DenseLayer 1) -InputShape 4 | Export-Model -Path first.keras -PassThru
/// </code>
/// Emits the file.
/// </example>
/// <seealso cref="ImportModelCommand"/>
/// <seealso cref="ExportModelWeightCommand"/>
[Cmdlet(VerbsData.Export, "Model"), OutputType(typeof(FileInfo))]
public sealed class ExportModelCommand : ExportCommand
{
    /// <inheritdoc/>
    protected override void Write(string path) => ModelFile.Save(Model, path);
}
