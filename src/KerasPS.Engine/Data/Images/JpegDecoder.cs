namespace KerasPS.Data.Images;

/// <summary>
/// Reads JPEG (ITU-T T.81) with Huffman codes and 8 bits a sample, sequential or progressive: gray, YCbCr, RGB, CMYK and YCCK. The pixels are those of
/// libjpeg-turbo as Pillow and TensorFlow use it, bit for bit.
/// </summary>
internal sealed class JpegDecoder : IImageDecoder
{
    public string Format => "JPEG";

    public bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith(new byte[] { 0xFF, 0xD8, 0xFF });

    public DecodedImage Decode(byte[] file) => new JpegFile(file).Read();
}
