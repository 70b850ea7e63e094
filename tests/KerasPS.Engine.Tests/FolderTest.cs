namespace KerasPS.Tests;

/// <summary>The base of tests that write files: each has a folder of its own, deleted at its end.</summary>
public abstract class FolderTest : IDisposable
{
    protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
