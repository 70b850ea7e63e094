using System.Management.Automation;
using KerasPS.Saving;

namespace KerasPS.Cmdlets;

/// <summary>Writes the weights of a model to a <c>.safetensors</c> file.</summary>
[Cmdlet(VerbsData.Export, "ModelWeight"), OutputType(typeof(FileInfo))]
public sealed class ExportModelWeightCommand : ExportCommand
{
    /// <inheritdoc/>
    protected override void Write(string path) => WeightsFile.Save(Model, path);
}
