using System.IO.Compression;
using KerasPS.Files;

namespace KerasPS.Data.Images;

/// <summary>
/// Reads PNG (ISO/IEC 15948): all color types, bit depths 1 to 16, transparency, interlaced or not. Of 16 bits the upper 8 are taken. CRCs are
/// compared; ancillary chunks that are not needed for the pixels are skipped.
/// </summary>
internal sealed class PngDecoder : IImageDecoder
{
    /// <summary>Deflate makes at most so many bytes of one.</summary>
    private const int MaxInflation = 1032;

    /// <summary>Where the passes of interlaced images begin, and how far their pixels are from each other.</summary>
    private static readonly (int X, int Y, int Right, int Down)[] Passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public string Format => "PNG";

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    public bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    public DecodedImage Decode(byte[] file)
    {
        ImageBytes bytes = new(file, isBigEndian: true);
        bytes.Skip(Signature.Length);
        PngHeader? header = null;
        using MemoryStream data = new();
        while (true)
        {
            uint length = bytes.Read32();
            int start = bytes.Position;
            string type = System.Text.Encoding.Latin1.GetString(bytes.Read(4));
            ReadOnlySpan<byte> content = bytes.Read(length);
            if (Crc.Zip.Of(file.AsSpan(start, 4 + content.Length)) != bytes.Read32())
                throw new InvalidDataException($"the CRC of its chunk '{type}' does not match, so some of its bytes have changed");
            if (header is null != (type == "IHDR"))
                throw new InvalidDataException("it does not begin with one IHDR chunk");
            switch (type)
            {
                case "IHDR":
                    header = PngHeader.Read(content);
                    break;
                case "PLTE":
                    header!.ReadPalette(content);
                    break;
                case "tRNS":
                    header!.ReadTransparency(content);
                    break;
                case "IDAT":
                    data.Write(content);
                    break;
                case "IEND":
                    return ReadPixels(header!, data);
                default:
                    if (char.IsAsciiLetterUpper(type[0]))
                        throw new InvalidDataException($"it has the unknown critical chunk '{type}'");
                    break;
            }
        }
    }

    private static DecodedImage ReadPixels(PngHeader header, MemoryStream data)
    {
        decimal most = data.Length * 8m * MaxInflation / header.BitsPerPixel;
        byte[] pixels = ImageBytes.Pixels(header.Width, header.Height, header.Channels, most);
        ImageBytes.RequireRoom(header.Width, 1, header.BitsPerPixel, decimal.MaxValue);
        data.Position = 0;
        using ZLibStream stream = new(data, CompressionMode.Decompress);
        foreach ((int x, int y, int right, int down) in header.IsInterlaced ? Passes : [(0, 0, 1, 1)])
            ReadPass(stream, header, pixels, (x, y, right, down));
        return new DecodedImage(header.Width, header.Height, header.Channels, pixels);
    }

    private static void ReadPass(Stream stream, PngHeader header, byte[] pixels, (int X, int Y, int Right, int Down) pass)
    {
        int width = (header.Width - pass.X + pass.Right - 1) / pass.Right;
        if (width <= 0)
            return;
        int length = (int)(((long)width * header.BitsPerPixel + 7) / 8);
        byte[] row = new byte[length + 1];
        byte[] prior = new byte[length + 1];
        for (int y = pass.Y; y < header.Height; y += pass.Down)
        {
            ReadScanline(stream, row);
            Unfilter(row, prior, Math.Max(1, header.BitsPerPixel / 8));
            header.Expand(row.AsSpan(1), width, pixels.AsSpan(((y * header.Width) + pass.X) * header.Channels), pass.Right * header.Channels);
            (row, prior) = (prior, row);
        }
    }

    private static void ReadScanline(Stream stream, byte[] row)
    {
        try
        {
            stream.ReadExactly(row);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException("its image data end early");
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException("its compressed data are damaged", exception);
        }
    }

    /// <summary>Adds to each byte what it was predicted from: the bytes to the left, above (the prior scanline) and to the upper left, one pixel away.</summary>
    private static void Unfilter(byte[] row, byte[] prior, int step)
    {
        byte filter = row[0];
        if (filter > 4)
            throw new InvalidDataException($"a scanline has the unknown filter type {filter}");
        for (int i = 1; filter != 0 && i < row.Length; i++)
        {
            int left = i > step ? row[i - step] : 0;
            int up = prior[i];
            row[i] += filter switch
            {
                1 => (byte)left,
                2 => (byte)up,
                3 => (byte)((left + up) / 2),
                _ => Paeth(left, up, i > step ? prior[i - step] : 0),
            };
        }
    }

    private static byte Paeth(int left, int up, int upperLeft)
    {
        int toLeft = Math.Abs(up - upperLeft);
        int toUp = Math.Abs(left - upperLeft);
        int toUpperLeft = Math.Abs(left + up - (2 * upperLeft));
        return (byte)(toLeft <= toUp && toLeft <= toUpperLeft ? left : toUp <= toUpperLeft ? up : upperLeft);
    }
}
