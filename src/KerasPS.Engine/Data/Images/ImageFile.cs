using KerasPS.Files;

namespace KerasPS.Data.Images;

/// <summary>Reads an image file; its format follows from its content.</summary>
internal static class ImageFile
{
    private static readonly IImageDecoder[] Decoders = [new JpegDecoder(), new PngDecoder(), new GifDecoder(), new BmpDecoder()];

    /// <summary>Reads a file.</summary>
    /// <exception cref="KerasException"><c>FileNotFound</c>, <c>FileNotReadable</c>; <c>InvalidImage</c>: it is no image that can be read.</exception>
    public static DecodedImage Read(string path)
    {
        using FileStream stream = DataFile.Open(path);
        if (stream.Length > Array.MaxLength)
            throw Invalid(path, $"it has {stream.Length} bytes", null);
        byte[] file = new byte[stream.Length];
        stream.ReadExactly(file);
        try
        {
            return Decode(file);
        }
        catch (InvalidDataException exception)
        {
            throw Invalid(path, exception.Message, exception);
        }
    }

    /// <summary>Decodes the bytes of a file.</summary>
    /// <exception cref="InvalidDataException">It is no image that can be read.</exception>
    public static DecodedImage Decode(byte[] file)
    {
        IImageDecoder decoder = Decoders.FirstOrDefault(decoder => decoder.Recognizes(file))
            ?? throw new InvalidDataException($"it is not one of {string.Join(", ", Decoders.Select(decoder => decoder.Format))}");
        return decoder.Decode(file);
    }

    private static KerasException Invalid(string path, string problem, Exception? exception) => new(
        "InvalidImage", $"'{path}' cannot be read as an image: {problem}. Remove it from the folder, or save it again.", path, exception);
}
