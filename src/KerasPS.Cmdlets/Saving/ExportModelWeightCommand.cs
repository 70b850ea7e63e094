using System.Management.Automation;
using KerasPS.Saving;

namespace KerasPS.Cmdlets;

/// <summary>Writes the weights of a model to a <c>.safetensors</c> file, or to a <c>.weights.h5</c> file for Keras, with the optimizer's state.</summary>
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
/// <example>
/// <code>
/// New-SequentialModel (New-DenseLayer 1) -InputShape 4 | Export-ModelWeight -Path first.weights.h5
/// </code>
/// A file that Keras's <c>load_weights</c> reads.
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
