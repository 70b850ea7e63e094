using System.Management.Automation;
using KerasPS.Saving;

namespace KerasPS.Cmdlets;

/// <summary>Reads weights from a <c>.safetensors</c> or <c>.weights.h5</c> file into a model of the same layers. Where anything does not fit, the model stays as it is.</summary>
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
/// Takes a model back to what it was before a training.
/// </example>
/// <seealso cref="ExportModelWeightCommand"/>
/// <seealso cref="GetModelWeightCommand"/>
/// <seealso cref="ImportModelCommand"/>
[Cmdlet(VerbsData.Import, "ModelWeight"), OutputType(typeof(Model))]
public sealed class ImportModelWeightCommand : KerasCmdlet
{
    /// <summary>The model; it must be built.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Model Model { get; set; } = null!;

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("LiteralPath")]
    public string Path { get; set; } = "";

    /// <summary>Let layers that do not fit a <c>.weights.h5</c> file keep their weights, with a warning each, instead of refusing the file.</summary>
    [Parameter]
    public SwitchParameter SkipMismatch { get; set; }

    /// <summary>Emit the model.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Guarded(() => WeightsFile.Load(Model, ResolvePath(Path), SkipMismatch, WriteWarning));
        if (PassThru)
            WriteObject(Model);
    }
}
