namespace KerasPS.Files;

/// <summary>What a zip archive is for.</summary>
/// <param name="Name">What errors call such a file.</param>
/// <param name="AllowsCompression">Whether members may be compressed.</param>
internal sealed record ZipUse(string Name, bool AllowsCompression)
{
    /// <summary>A model, whose members are read in position.</summary>
    public static ZipUse Model { get; } = new(".keras file", AllowsCompression: false);

    /// <summary>Arrays of NumPy's.</summary>
    public static ZipUse Npz { get; } = new(".npz file", AllowsCompression: true);
}
