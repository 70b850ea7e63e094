using System.Xml.Linq;

namespace KerasPS.Build;

/// <summary>Where things lie in the repository, and the versions that it pins.</summary>
internal sealed class Repository(string root)
{
    private const string SolutionName = "KerasPS.sln";

    public string Root { get; } = root;

    public string Solution => SolutionName;

    public string Out => In("out");

    /// <summary>The built module, importable by this path.</summary>
    public string Module => In("out", "KerasPS");

    public string Version => Pinned("Directory.Build.props", "Version");

    public string TorchSharpVersion => Pinned("Directory.Packages.props", "TorchSharpVersion");

    /// <summary>The repository that this program was built from.</summary>
    public static Repository Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, SolutionName)))
                return new Repository(folder.FullName);

        throw new BuildFailure($"no {SolutionName} in any folder above {AppContext.BaseDirectory}.");
    }

    public string In(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private string Pinned(string file, string property) =>
        XDocument.Load(In(file)).Descendants(property).FirstOrDefault()?.Value.Trim()
        ?? throw new BuildFailure($"{file} does not set {property}.");
}
