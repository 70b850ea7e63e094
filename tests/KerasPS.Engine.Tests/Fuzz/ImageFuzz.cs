using System.Buffers.Binary;
using KerasPS.Data.Images;
using KerasPS.Files;
using KerasPS.Tests.Data.Images;

namespace KerasPS.Tests.Fuzz;

/// <summary>Images of all formats. The checksums of PNG are put right after the damage, so that what comes behind them is reached.</summary>
internal static class ImageFuzz
{
    private const int SignatureSize = 8;

    public static FuzzTarget Target() => new("images", [.. ImageGoldenTests.Files.Select(name => File.ReadAllBytes(ImageGoldenTests.PathOf(name)))], Mutate, Read);

    private static byte[] Mutate(byte[] seed, Random random)
    {
        byte[] bytes = new ByteMutator(random).Mutate(seed);
        if (random.Next(8) == 0)
            return bytes;
        for (int at = SignatureSize; bytes.Length > 1 && bytes[1] == 'P' && at + 12 <= bytes.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            if (length < 0 || length > bytes.Length - at - 12)
                break;
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at + 8 + length), Crc.Zip.Of(bytes.AsSpan(at + 4, length + 4)));
            at += length + 12;
        }

        return bytes;
    }

    private static void Read(byte[] bytes)
    {
        try
        {
            ImageFile.Decode(bytes).As(ColorMode.Rgba);
        }
        catch (InvalidDataException exception)
        {
            throw new KerasException("InvalidImage", exception.Message);
        }
    }
}
