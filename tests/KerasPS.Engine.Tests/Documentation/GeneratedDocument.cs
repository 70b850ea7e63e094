namespace KerasPS.Tests.Documentation;

/// <summary>A document in docs/ that tests write on request, with <c>./build.sh docs</c>.</summary>
/// <param name="name">The file's name.</param>
internal sealed class GeneratedDocument(string name)
{
    public const string HowToWrite = "Run './build.sh docs' and commit what it writes.";

    public static bool MayWrite => Environment.GetEnvironmentVariable("KERASPS_WRITE_DOCS") == "1";

    private string FullPath => RepositoryFiles.PathOf("docs", name);

    /// <summary>The committed text; empty where there is none.</summary>
    public string Read() => File.Exists(FullPath) ? File.ReadAllText(FullPath).ReplaceLineEndings("\n") : "";

    public void Write(string text) => File.WriteAllText(FullPath, text);

    /// <summary>Writes the text on request, and fails where what is committed is another one.</summary>
    public void AssertIs(string text)
    {
        if (MayWrite)
            Write(text);
        Assert.True(Read() == text, $"docs/{name} is not what the code says. {HowToWrite}");
    }
}
