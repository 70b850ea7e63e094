using KerasPS.Data.Images;

namespace KerasPS.Tests.Data.Images;

/// <summary>What decoders refuse, and pixels that are computed by hand.</summary>
public class DecoderTests
{
    [Fact]
    public void Filters_add_what_was_predicted()
    {
        byte[] rows =
        [
            0, 10, 20, 30,
            1, 5, 6, 7,
            2, 1, 1, 1,
            3, 10, 10, 10,
            4, 1, 2, 3,
        ];
        byte[] expected =
        [
            10, 20, 30,
            5, 11, 18,
            6, 12, 19,
            13, 22, 30,
            14, 24, 33,
        ];
        Assert.Equal(expected, ImageFile.Decode(PngBytes.Create(3, 5, 8, 0, rows)).Pixels);
    }

    [Fact]
    public void Of_16_bits_the_upper_8_are_taken_and_transparency_compares_all()
    {
        DecodedImage image = ImageFile.Decode(PngBytes.Create(2, 1, 16, 0, [0, 0x12, 0x34, 0x12, 0x35], ("tRNS", [0x12, 0x34])));
        Assert.Equal([0x12, 0, 0x12, 255], image.Pixels);
        Assert.Equal([0x12, 0x12, 0x12, 0, 0x12, 0x12, 0x12, 255], image.As(ColorMode.Rgba));
        Assert.Equal([0x12, 0x12], image.As(ColorMode.Grayscale));
    }

    [Fact]
    public void Damage_of_PNG_is_named()
    {
        byte[] rows = [0, 1, 2, 3, 0, 4, 5, 6];
        Refused("unknown filter type 9", PngBytes.Create(3, 2, 8, 0, [0, 1, 2, 3, 9, 4, 5, 6]));
        Refused("image data end early", PngBytes.Create(3, 3, 8, 0, rows));
        Refused("type 5", PngBytes.Create(3, 2, 8, 5, rows));
        Refused("color 1", PngBytes.Create(3, 2, 8, 3, rows, ("PLTE", [1, 2, 3])));
        Refused("too short", PngBytes.Create(100_000, 100_000, 8, 6, rows));
        Refused("4294967295", PngBytes.Create(-1, 2, 8, 0, rows));
        Refused("'ABCD'", PngBytes.Create(3, 2, 8, 0, rows, ("ABCD", [])));
        Refused("one IHDR chunk", PngBytes.Of(("IDAT", PngBytes.Compress(rows)), ("IEND", [])));
        Refused("damaged", PngBytes.Of(("IHDR", PngBytes.Header(3, 2, 8, 0)), ("IDAT", [0x78, 0x9C, 0xFF, 1, 2, 3, 4, 5]), ("IEND", [])));
        byte[] changed = PngBytes.Create(3, 2, 8, 0, rows);
        changed[^16] ^= 1;
        Refused("CRC of its chunk 'IDAT'", changed);
        Assert.Equal([1, 2, 3, 4, 5, 6], ImageFile.Decode(PngBytes.Create(3, 2, 8, 0, rows, ("teXt", [1]))).Pixels);
    }

    [Theory]
    [InlineData("sequential-420.jpg", 0xC0, 0xC3, "rare kind")]
    [InlineData("sequential-420.jpg", 0xC0, 0xC9, "rare kind")]
    [InlineData("sequential-420.jpg", 0xC0, 0xC2, "not valid")]
    [InlineData("sequential-420.jpg", 0xDA, 0xD9, "ends before its first scan")]
    [InlineData("sequential-420.jpg", 0xDB, 0xE1, "no quantization table")]
    [InlineData("sequential-420.jpg", 0xC4, 0xE1, "no Huffman table")]
    public void JPEG_of_other_kinds_is_refused(string name, int marker, int other, string message)
    {
        byte[] file = File.ReadAllBytes(ImageGoldenTests.PathOf(name));
        for (int i = 0; i + 1 < file.Length; i++)
        {
            if (file[i] == 0xFF && file[i + 1] == marker)
                file[i + 1] = (byte)other;
        }

        Refused(message, file);
    }

    [Fact]
    public void Sizes_that_a_JPEG_has_no_bits_for_take_no_memory()
    {
        byte[] file = File.ReadAllBytes(ImageGoldenTests.PathOf("progressive-420.jpg"));
        int frame = file.AsSpan().IndexOf(new byte[] { 0xFF, 0xC2 });
        file.AsSpan(frame + 5, 4).Fill(0xFF);
        Refused("65535 x 65535", file);
    }

    [Fact]
    public void What_is_no_image_is_refused()
    {
        Refused("not one of JPEG, PNG, GIF, BMP", "<html>"u8.ToArray());
        Refused("not one of JPEG, PNG, GIF, BMP", []);
        Refused("ends early", "GIF89a"u8.ToArray());
        Refused("offset beyond its end", "BM"u8.ToArray());
    }

    private static void Refused(string message, byte[] file) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => ImageFile.Decode(file)).Message, StringComparison.Ordinal);
}
