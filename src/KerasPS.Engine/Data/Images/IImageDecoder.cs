namespace KerasPS.Data.Images;

/// <summary>Reads images of one format. Whatever bytes it is given, it takes no more memory than they can fill.</summary>
internal interface IImageDecoder
{
    /// <summary>The format's name.</summary>
    string Format { get; }

    /// <summary>Whether a file begins as this format does.</summary>
    bool Recognizes(ReadOnlySpan<byte> file);

    /// <summary>Decodes a file.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or of a kind that is not read; the message says what is wrong with it.</exception>
    DecodedImage Decode(byte[] file);
}
