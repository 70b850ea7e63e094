using System.Management.Automation;
using KerasPS.Saving;

namespace KerasPS.Cmdlets;

/// <summary>Writes a model with its weights, optimizer and metrics to a <c>.keras</c> file, from which it can be trained on.</summary>
[Cmdlet(VerbsData.Export, "Model"), OutputType(typeof(FileInfo))]
public sealed class ExportModelCommand : ExportCommand
{
    /// <inheritdoc/>
    protected override void Write(string path) => ModelFile.Save(Model, path);
}
