namespace KerasPS.Tests;

/// <summary>Files of the repository that tests read or write.</summary>
internal static class RepositoryFiles
{
    private static readonly Lazy<string> Root = new(Find);

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root.Value, .. parts]);

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KerasPS.sln")))
            folder = folder.Parent;
        return folder!.FullName;
    }
}
