using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>The base of the cmdlets that read files, each on its own.</summary>
public abstract class FileCommand : KerasCmdlet
{
    /// <summary>The file; wildcards allowed, each match is read.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [SupportsWildcards]
    public virtual string[]? Path { get; set; }

    /// <summary>The path, taken literally: without wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string[]? LiteralPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string file in Guarded(() => ResolveFiles(LiteralPath is null ? Path : null, LiteralPath).ToArray()))
            Read(file);
    }

    /// <summary>Reads a file and writes what it holds.</summary>
    /// <param name="file">Where it lies in the file system.</param>
    protected abstract void Read(string file);
}
