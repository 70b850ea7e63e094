using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>The base of the cmdlets that write something of a model to a file.</summary>
public abstract class ExportCommand : KerasCmdlet
{
    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Given")]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Piped")]
    public Model Model { get; set; } = null!;

    /// <summary>The file, replaced where it exists once the new one is whole.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Given")]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Piped")]
    [Alias("LiteralPath")]
    public string Path { get; set; } = "";

    /// <summary>Emit the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (WriteFile(Path, Write) is { } file && PassThru)
            WriteObject(file);
    }

    /// <summary>Writes the file.</summary>
    /// <param name="path">An absolute path.</param>
    protected abstract void Write(string path);
}
