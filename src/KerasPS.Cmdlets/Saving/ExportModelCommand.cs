using System.Management.Automation;
using KerasPS.Onnx;
using KerasPS.Saving;

namespace KerasPS.Cmdlets;

/// <summary>
/// Writes a model with its weights, optimizer and metrics to a <c>.keras</c> file, with which training can resume; or what it computes, to an <c>.onnx</c> file,
/// which other programs run.
/// </summary>
/// <remarks>
/// An ONNX file (opset 17) has the model's inputs and outputs by name, channels last and in single precision; the batch may have any size. Layers that ONNX
/// has no means for are named in one error. Half precision is written as single precision.
/// </remarks>
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
/// <example>
/// <code>
/// New-SequentialModel (New-Conv2DLayer 4 3 -Activation relu), (New-FlattenLayer), (New-DenseLayer 2 -Activation softmax) -InputShape 8, 8, 1 | Export-Model -Path images.onnx
/// </code>
/// A file for ONNX Runtime.
/// </example>
/// <seealso cref="ImportModelCommand"/>
/// <seealso cref="ExportModelWeightCommand"/>
[Cmdlet(VerbsData.Export, "Model", DefaultParameterSetName = "Given", SupportsShouldProcess = true), OutputType(typeof(FileInfo))]
public sealed class ExportModelCommand : ExportCommand
{
    /// <inheritdoc/>
    protected override void Write(string path)
    {
        if (path.EndsWith(OnnxFile.Ending, StringComparison.OrdinalIgnoreCase))
            OnnxFile.Save(Model, path);
        else
            ModelFile.Save(Model, path);
    }
}
