using System.Management.Automation;
using KerasPS.Saving;

namespace KerasPS.Cmdlets;

/// <summary>Reads weights from a <c>.safetensors</c>, <c>.weights.h5</c> or <c>.keras</c> file into a model of the same layers. Where anything does not fit, the model stays as it is.</summary>
/// <remarks>
/// Files of PyTorch's models can be read too (-Layout PyTorch), and where their names are not those of the model's layers, by their order (-ByOrder). PyTorch's own
/// files (.pt, .pth) are programs and are refused.
/// </remarks>
/// <example>
/// <code>
/// $first, $second = 1..2 | ForEach-Object { New-SequentialModel (New-DenseLayer 1) -InputShape 4 -Name "model$_" }
/// $first, $second | Get-ModelSummary | Out-Null
/// Export-ModelWeight $first weights.safetensors
/// Import-ModelWeight $second weights.safetensors
/// </code>
/// Gives a model the weights of another one.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax) -InputShape 4
/// $null = Get-ModelSummary $model
/// Export-ModelWeight $model before.safetensors
/// $null = Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy
/// Import-ModelWeight $model before.safetensors -PassThru | Get-ModelWeight
/// </code>
/// Restores a model to what it was before a training.
/// </example>
/// <example>
/// <code>
/// New-SequentialModel (New-Conv2DLayer 8 3), (New-FlattenLayer), (New-DenseLayer 10) -InputShape 28, 28, 3 | Export-ModelWeight -Path trained.safetensors -Layout PyTorch
/// $model = New-SequentialModel (New-Conv2DLayer 8 3 -Name features), (New-FlattenLayer), (New-DenseLayer 2 -Name classes) -InputShape 28, 28, 3
/// Import-ModelWeight $model trained.safetensors -Layout PyTorch -ByOrder -SkipMismatch -Verbose
/// </code>
/// Takes what fits of a PyTorch model: the convolution, but not the last layer, which has other classes.
/// </example>
/// <seealso cref="ExportModelWeightCommand"/>
/// <seealso cref="GetModelWeightCommand"/>
/// <seealso cref="ImportModelCommand"/>
[Cmdlet(VerbsData.Import, "ModelWeight", DefaultParameterSetName = "Given"), OutputType(typeof(Model))]
public sealed class ImportModelWeightCommand : KerasCmdlet
{
    /// <summary>The model; it must be built.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Given")]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Piped")]
    public Model Model { get; set; } = null!;

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Given")]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Piped")]
    [Alias("LiteralPath")]
    public string Path { get; set; } = "";

    /// <summary>The names and the order of axes in the file: Keras's (the default) or PyTorch's.</summary>
    [Parameter]
    public WeightLayout Layout { get; set; }

    /// <summary>
    /// Take no notice of names: each layer gets the weights of the first PyTorch module in the file that is not taken yet and has just its kinds and shapes of arrays.
    /// <c>-Verbose</c> says which.
    /// </summary>
    [Parameter]
    public SwitchParameter ByOrder { get; set; }

    /// <summary>Layers whose weights are missing in the file, or are of another shape there, keep theirs, with a warning; what no layer takes is ignored.</summary>
    [Parameter]
    public SwitchParameter SkipMismatch { get; set; }

    /// <summary>Emit the model.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        WeightsOptions options = new() { Layout = Layout, ByOrder = ByOrder, SkipMismatch = SkipMismatch, Skipped = WriteWarning, Matched = WriteVerbose };
        Guarded(() => WeightsFile.Load(Model, ResolvePath(Path), options));
        if (PassThru)
            WriteObject(Model);
    }
}
