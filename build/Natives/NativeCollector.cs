namespace KerasPS.Build.Natives;

/// <summary>
/// Copies of the native libraries in TorchSharp's packages those that are used into one folder: TorchSharp's own and what that asks for, directly or not. The packages have
/// others for Python, for tests and for compiled models. TorchSharp's assembly, patched, comes with them.
/// </summary>
internal static class NativeCollector
{
    /// <summary>TorchSharp's own native library; the first that is there is the system's.</summary>
    private static readonly string[] Roots = ["libLibTorchSharp.so", "libLibTorchSharp.dylib", "LibTorchSharp.dll"];

    private const string TorchSharp = "TorchSharp.dll";

    /// <param name="packaged">The paths of all libraries in the packages.</param>
    /// <param name="folder">Where they go; what else is there is removed.</param>
    /// <exception cref="BuildFailure">The packages do not have TorchSharp's own library.</exception>
    public static void Collect(IEnumerable<string> packaged, string folder)
    {
        var sources = packaged.ToDictionary(path => Path.GetFileName(path), StringComparer.OrdinalIgnoreCase);
        string root = Array.Find(Roots, sources.ContainsKey) ?? throw new BuildFailure($"TorchSharp's packages have none of {string.Join(", ", Roots)} for this platform.");

        // CUDA's libraries are asked for while a program runs, so they cannot be determined beforehand.
        bool cuda = sources.Keys.Any(name => name.Contains("cuda", StringComparison.OrdinalIgnoreCase));
        IReadOnlyCollection<string> names = cuda ? [.. sources.Keys.Where(name => name != TorchSharp)] : Needed(root, sources);
        var mirror = new FolderMirror(folder);
        foreach (string name in names)
            mirror.Add(name, sources[name]);
        mirror.Write();

        ScalarLifetimePatch.Apply(sources[TorchSharp], Path.Combine(folder, TorchSharp));
        if (root.EndsWith(".so", StringComparison.Ordinal))
            GlibcxxPatch.Apply(Path.Combine(folder, root));
        Console.WriteLine($"natives: {Path.GetFileName(folder)}: {string.Join(", ", names.Order(StringComparer.Ordinal))}");
    }

    private static HashSet<string> Needed(string root, Dictionary<string, string> sources)
    {
        HashSet<string> needed = [];
        var waiting = new Stack<string>([root]);
        while (waiting.TryPop(out string? name))
            if (needed.Add(name))
                foreach (string import in (NativeLibrary.Open(sources[name])?.Needs ?? []).Select(need => Path.GetFileName(need)).Where(sources.ContainsKey))
                    waiting.Push(import);
        return needed;
    }
}
