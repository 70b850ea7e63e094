using System.Management.Automation;
using KerasPS.Saving;

namespace KerasPS.Cmdlets;

/// <summary>Reads weights from a <c>.safetensors</c> file into a model of the same layers. Where anything does not fit, the model stays as it is.</summary>
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

    /// <summary>Emit the model.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Guarded(() => WeightsFile.Load(Model, ResolvePath(Path)));
        if (PassThru)
            WriteObject(Model);
    }
}
