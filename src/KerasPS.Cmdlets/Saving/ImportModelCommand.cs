using System.Management.Automation;
using KerasPS.Saving;

namespace KerasPS.Cmdlets;

/// <summary>Reads a model from a <c>.keras</c> file, ready to predict, to be evaluated and to be trained on.</summary>
[Cmdlet(VerbsData.Import, "Model", DefaultParameterSetName = "Path"), OutputType(typeof(Sequential))]
public sealed class ImportModelCommand : KerasCmdlet
{
    /// <summary>The file; wildcards allowed, each match becomes a model.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>The file, taken literally.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string[]? LiteralPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string file in Guarded(() => ResolveFiles(Path, LiteralPath).ToArray()))
            WriteObject(Guarded(() => ModelFile.Load(file)));
    }
}
