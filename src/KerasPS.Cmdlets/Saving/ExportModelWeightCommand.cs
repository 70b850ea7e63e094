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
/// Keeps the initial weights of a model.
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
/// <example>
/// <code>
/// New-SequentialModel (New-Conv2DLayer 8 3 -Name conv), (New-FlattenLayer), (New-DenseLayer 10 -Name dense) -InputShape 28, 28, 3 | Export-ModelWeight -Path images.safetensors -Layout PyTorch
/// </code>
/// conv.weight, conv.bias, dense.weight and dense.bias, for load_state_dict of a PyTorch module with a Conv2d named conv and a Linear named dense.
/// </example>
/// <seealso cref="ImportModelWeightCommand"/>
/// <seealso cref="GetModelWeightCommand"/>
/// <seealso cref="ExportModelCommand"/>
[Cmdlet(VerbsData.Export, "ModelWeight", DefaultParameterSetName = "Given", SupportsShouldProcess = true), OutputType(typeof(FileInfo))]
public sealed class ExportModelWeightCommand : ExportCommand
{
    /// <summary>
    /// The names and the order of axes in the file: Keras's (the default, e.g. <c>dense/kernel</c>), or PyTorch's (<c>dense.weight</c>), which may have values behind a
    /// Flatten layer in another order; where that is not clear, it is an error.
    /// </summary>
    [Parameter]
    public WeightLayout Layout { get; set; }

    /// <inheritdoc/>
    protected override void Write(string path) => WeightsFile.Save(Model, path, Layout);
}
