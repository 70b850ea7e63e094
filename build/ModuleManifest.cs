using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace KerasPS.Build;

/// <summary>Completes the module's manifest with the cmdlets that the assembly has, so that the list need not be maintained by hand.</summary>
internal static class ModuleManifest
{
    private const string Placeholder = "CmdletsToExport   = @()";

    /// <returns>The path of the completed manifest.</returns>
    /// <exception cref="BuildFailure">The manifest has no empty list to fill.</exception>
    public static string Write(Repository repository, string cmdletAssembly)
    {
        string manifest = File.ReadAllText(repository.In("module", "KerasPS.psd1"));
        if (!manifest.Contains(Placeholder, StringComparison.Ordinal))
            throw new BuildFailure($"module/KerasPS.psd1 must have the line '{Placeholder}', which the build fills.");
        string names = string.Join(",\n", CmdletsOf(cmdletAssembly).Order(StringComparer.Ordinal).Select(name => $"        '{name}'"));
        string completed = Path.Combine(repository.Out, "KerasPS.psd1");
        File.WriteAllText(completed, manifest.Replace(Placeholder, $"CmdletsToExport   = @(\n{names}\n    )", StringComparison.Ordinal));
        return completed;
    }

    /// <summary>Reads the names from the metadata, because the assembly cannot be loaded without PowerShell.</summary>
    private static IReadOnlyList<string> CmdletsOf(string assembly)
    {
        using FileStream stream = File.OpenRead(assembly);
        using PEReader file = new(stream);
        MetadataReader metadata = file.GetMetadataReader();
        return metadata.CustomAttributes
            .Select(metadata.GetCustomAttribute)
            .Where(attribute => NameOf(metadata, attribute) == "CmdletAttribute")
            .Select(attribute =>
            {
                BlobReader arguments = metadata.GetBlobReader(attribute.Value);
                arguments.ReadUInt16(); // the prolog of every attribute's value
                return $"{arguments.ReadSerializedString()}-{arguments.ReadSerializedString()}";
            })
            .ToArray();
    }

    private static string? NameOf(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
            return null;
        EntityHandle type = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        return type.Kind == HandleKind.TypeReference ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name) : null;
    }
}
