using System.Globalization;
using KerasPS.Data.Images;
using KerasPS.Files;

namespace KerasPS.Tests.Data.Images;

/// <summary>Images that libjpeg-turbo, libpng, ImageMagick and Pillow wrote; what Pillow reads in them is in expected.tsv, as checksums of the pixels.</summary>
public class ImageGoldenTests
{
    public static TheoryData<string> Names => [.. Files];

    /// <summary>The names of the images.</summary>
    internal static IEnumerable<string> Files => File.ReadLines(PathOf("expected.tsv")).Skip(1).Select(line => line.Split('\t')[0]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Pixels_are_Pillow_s(string name)
    {
        string[] expected = File.ReadLines(PathOf("expected.tsv")).Select(line => line.Split('\t')).Single(cells => cells[0] == name);
        DecodedImage image = ImageFile.Read(PathOf(name));
        Assert.Equal($"{expected[1]} x {expected[2]}", $"{image.Width} x {image.Height}");
        ColorMode[] modes = [ColorMode.Grayscale, ColorMode.Rgb, ColorMode.Rgba];
        Assert.Equal(expected[3..], modes.Select(mode => Crc.Zip.Of(image.As(mode)).ToString("x8", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void All_files_are_compared() =>
        Assert.Equal(Directory.EnumerateFiles(PathOf("")).Select(path => Path.GetFileName(path)!).Where(name => name != "expected.tsv").Order(), Files.Order());

    /// <summary>Of a JPEG or GIF file the very end may be missing, and of an animation all but the first image.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_truncation_is_an_error_or_changes_nothing(string name)
    {
        byte[] file = File.ReadAllBytes(PathOf(name));
        byte[] pixels = ImageFile.Decode(file).Pixels;
        int read = 0;
        for (int length = 0; length < file.Length; length++)
        {
            try
            {
                Assert.Equal(pixels, ImageFile.Decode(file[..length]).Pixels);
                read++;
            }
            catch (InvalidDataException)
            {
            }
        }

        Assert.InRange(read, 0, name == "animated.gif" ? file.Length : name[^4..] is ".jpg" or ".gif" ? 3 : 0);
    }

    internal static string PathOf(string name) => RepositoryFiles.PathOf("tests", "goldens", "images", name);
}
