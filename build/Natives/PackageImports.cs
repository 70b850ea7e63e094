namespace KerasPS.Build.Natives;

/// <summary>Makes sure that a package's native libraries will load: what each imports is in the package, or part of the platform.</summary>
internal static class PackageImports
{
    private const int Shown = 3;

    /// <param name="folder">Where the package's libraries lie, beside assemblies of .NET.</param>
    /// <param name="runtime">The platform that the package is for.</param>
    /// <returns>The libraries that users may have to install.</returns>
    /// <exception cref="BuildFailure">Something is missing.</exception>
    public static IReadOnlyList<string> Check(string folder, string runtime)
    {
        SystemLibraries system = SystemLibraries.Of(runtime);
        var libraries = new Dictionary<string, NativeLibrary>(StringComparer.OrdinalIgnoreCase);
        foreach (string file in Directory.EnumerateFiles(folder))
            if (NativeLibrary.Open(file) is NativeLibrary library)
                libraries.Add(Path.GetFileName(file), library);

        // macOS's loader finds a library by a fixed path where one that goes by it is loaded already, which KerasPS.Loader does.
        var exports = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, NativeLibrary library) in libraries)
            exports[name] = exports[library.FixedPath ?? name] = [.. library.Exports];

        List<string> missing = [];
        foreach ((string name, NativeLibrary library) in libraries)
        {
            missing.AddRange(library.Needs.Where(need => !exports.ContainsKey(need) && !system.Own.Contains(need) && !system.ToInstall.Contains(need))
                .Select(need => $"{name} asks for {need}, which is neither in the package nor part of {system.System} (build/Natives/SystemLibraries.cs)"));

            string[] symbols = [.. library.Imports.Where(import => !Has(import)).Select(import => $"{import.Name} of {import.Library ?? "any library of the package"}")];
            if (symbols.Length > 0)
                missing.Add($"{name} asks for {symbols.Length} symbols that are not there: {string.Join(", ", symbols.Take(Shown))}{(symbols.Length > Shown ? ", ..." : "")}");
        }

        if (missing.Count > 0)
            throw new BuildFailure($"the package for {runtime} would not load: {string.Join("; ", missing)}.");

        Console.WriteLine($"package: all that its {libraries.Count} native libraries ask for is there: {string.Join(", ", libraries.Keys.Order(StringComparer.Ordinal))}");
        return [.. libraries.Values.SelectMany(library => library.Needs).Where(system.ToInstall.Contains).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

        // A library outside the package is the system's, of which no list of symbols is kept.
        bool Has(NativeImport import) => import.Library is null
            ? exports.Values.Any(names => names.Contains(import.Name))
            : !exports.TryGetValue(import.Library, out HashSet<string>? names) || names.Contains(import.Name);
    }
}
