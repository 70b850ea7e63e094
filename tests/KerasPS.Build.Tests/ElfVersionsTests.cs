using KerasPS.Build.Natives;

namespace KerasPS.Build.Tests;

public class ElfVersionsTests
{
    private const string Needless = "GLIBCXX_3.4.32", Used = "GLIBCXX_3.4.21";

    [Fact]
    public void Lets_a_version_be_missing_that_no_symbol_uses()
    {
        byte[] before = Library(), image = Library();
        Assert.Contains(Needless, new ElfVersions(image).Required);

        Assert.True(new ElfVersions(image).MakeWeak(Needless));

        Assert.Equal(new ElfVersions(before).Required.Where(name => name != Needless), new ElfVersions(image).Required);
        int changed = Assert.Single(Enumerable.Range(0, image.Length), i => before[i] != image[i]);
        Assert.Equal((0, 2), (before[changed], image[changed]));
    }

    [Fact]
    public void Changes_nothing_the_second_time()
    {
        byte[] image = Library();
        new ElfVersions(image).MakeWeak(Needless);
        byte[] once = [.. image];
        Assert.False(new ElfVersions(image).MakeWeak(Needless));
        Assert.Equal(once, image);
    }

    [Fact]
    public void Changes_nothing_where_nobody_asks_for_the_version()
    {
        byte[] image = Library();
        Assert.False(new ElfVersions(image).MakeWeak("GLIBCXX_9.9"));
        Assert.Equal(Library(), image);
    }

    [Fact]
    public void Refuses_a_version_whose_symbols_are_used()
    {
        byte[] image = Library();
        Assert.Contains(Used, Assert.Throws<BuildFailure>(() => new ElfVersions(image).MakeWeak(Used)).Message);
        Assert.Equal(Library(), image);
    }

    [Theory]
    [InlineData("win-x64")]
    [InlineData("osx-arm64")]
    public void Refuses_what_is_no_library_of_Linux(string runtime) =>
        Assert.Contains("ELF", Assert.Throws<BuildFailure>(() => new ElfVersions(File.ReadAllBytes(Packages.TorchSharp(runtime)))).Message);

    [Fact]
    public void Refuses_a_library_that_was_cut_off()
    {
        // Its table of sections is its end, so not one byte may be missing.
        byte[] image = Library();
        foreach (int length in Enumerable.Range(0, 100).Concat(Enumerable.Range(1, 100).Select(i => image.Length - i)).Append(image.Length / 2))
            Assert.Throws<BuildFailure>(() => new ElfVersions(image[..length]).MakeWeak(Needless));
    }

    [Fact]
    public void Ends_with_an_answer_or_an_error_whatever_byte_of_the_tables_is_damaged()
    {
        byte[] image = Library();
        int sections = (int)new NativeImage(image).Int64(40);
        var random = new Random(1);
        foreach (int at in Enumerable.Range(0, 64).Concat(Enumerable.Range(0, 200).Select(_ => random.Next(sections, image.Length))))
        {
            byte[] damaged = [.. image];
            damaged[at] ^= (byte)(1 << random.Next(8));
            Exception? error = Record.Exception(() => new ElfVersions(damaged).MakeWeak(Needless));
            Assert.True(error is null or BuildFailure, $"byte {at}: {error}");
        }
    }

    private static byte[] Library() => File.ReadAllBytes(Packages.TorchSharp("linux-x64"));
}
