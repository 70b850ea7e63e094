namespace KerasPS.Build.Tests;

public class FolderMirrorTests
{
    [Fact]
    public void Copies_what_changed_and_removes_what_is_no_longer_given()
    {
        using var folder = new TemporaryFolder();
        string a = folder.Write("source/a.txt", "a"), b = folder.Write("source/b.txt", "b");
        folder.Write("target/old/stale.txt", "stale");

        Assert.Equal(2, Mirror().Write());
        Assert.Equal(0, Mirror().Write());
        File.WriteAllText(b, "changed");
        Assert.Equal(1, Mirror().Write());

        Assert.Equal("changed", File.ReadAllText(folder.In("target", "deep", "b.txt")));
        Assert.False(Directory.Exists(folder.In("target", "old")));

        FolderMirror Mirror()
        {
            var mirror = new FolderMirror(folder.In("target"));
            mirror.Add("a.txt", a);
            mirror.Add(Path.Combine("deep", "b.txt"), b);
            return mirror;
        }
    }

    [Fact]
    public void Refuses_two_files_for_one_place()
    {
        var mirror = new FolderMirror("target");
        mirror.Add("a.txt", "one/a.txt");
        Assert.Contains("two/a.txt", Assert.Throws<BuildFailure>(() => mirror.Add("a.txt", "two/a.txt")).Message);
    }
}
