namespace KerasPS.Build.Natives;

/// <summary>The imports and exports of a native library of any platform.</summary>
internal abstract class NativeLibrary
{
    /// <summary>The path that others ask for it by, wherever it lies; null where they ask for its file's name.</summary>
    public virtual string? FixedPath => null;

    /// <summary>The names of the libraries that it asks the system's loader for, or paths where it does not leave open where they lie.</summary>
    public abstract IReadOnlyList<string> Needs { get; }

    /// <summary>The symbols that must be resolved, or the library does not load.</summary>
    public abstract IEnumerable<NativeImport> Imports { get; }

    /// <summary>The names of the exported symbols.</summary>
    public abstract IEnumerable<string> Exports { get; }

    /// <returns>The library; null for an assembly of .NET, which is no native one whatever its file says.</returns>
    /// <exception cref="BuildFailure">The file is no library of Linux, macOS or Windows.</exception>
    public static NativeLibrary? Open(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        try
        {
            return ElfImage.Is(bytes) ? new ElfLibrary(bytes)
                : MachOLibrary.Is(bytes) ? new MachOLibrary(bytes)
                : WindowsLibrary.Is(bytes) ? WindowsLibrary.Open(bytes)
                : throw new BuildFailure("this is not a native library of Linux, macOS or Windows for 64 bits.");
        }
        catch (Exception e) when (e is BuildFailure or BadImageFormatException)
        {
            throw new BuildFailure($"'{path}': {e.Message}");
        }
    }
}
