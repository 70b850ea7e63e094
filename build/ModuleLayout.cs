namespace KerasPS.Build;

/// <summary>
/// Where each published file belongs in the module: its own assemblies in the root, third-party ones in <c>Dependencies</c>, from
/// where they are loaded separately from other modules' copies.
/// </summary>
internal static class ModuleLayout
{
    public const string Dependencies = "Dependencies";

    private static readonly string[] Own = ["KerasPS.Loader", "KerasPS.Cmdlets", "KerasPS.Engine"];

    private static readonly string[] DroppedEndings = [".json", ".xml", ".pdb"];

    /// <summary>TorchSharp's, which lies patched among the natives; what it has for images and for archives of data sets, which nothing here calls; and what .NET has itself.</summary>
    private static readonly string[] DroppedAssemblies = ["TorchSharp.dll", "SkiaSharp.dll", "ICSharpCode.SharpZipLib.dll", "System.Memory.dll"];

    /// <summary>The path of a published file, relative to the module; null if the module does not contain it.</summary>
    /// <param name="file">Its path relative to the published folder.</param>
    /// <exception cref="BuildFailure">The file is PowerShell's own and must not be shipped.</exception>
    public static string? Place(string file)
    {
        string[] parts = file.Split('/', '\\');
        string name = parts[^1];
        if (name == "System.Management.Automation.dll")
            throw new BuildFailure($"{name} was published with the module: its reference needs PrivateAssets=\"all\".");

        if (parts.Length == 1 && Own.Contains(Path.GetFileNameWithoutExtension(name)) && Path.GetExtension(name) is ".dll" or ".pdb")
            return name;

        if (name.EndsWith("-Help.xml", StringComparison.Ordinal))
            return file;

        return DroppedEndings.Contains(Path.GetExtension(name)) || DroppedAssemblies.Contains(name) ? null : Path.Combine([Dependencies, .. parts]);
    }
}
