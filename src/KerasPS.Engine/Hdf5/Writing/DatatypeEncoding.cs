namespace KerasPS.Hdf5.Writing;

/// <summary>Types of values in bytes (format specification, IV.A.2.d).</summary>
internal static class DatatypeEncoding
{
    /// <summary>The size of what <see cref="WriteString"/> writes.</summary>
    public const int SizeOfString = 20;

    private const int Version = 1 << 4;

    public static int SizeOf(Hdf5Type type) => type.Class switch
    {
        Hdf5Class.Float => 20,
        Hdf5Class.BFloat16 => 8,
        _ => 12,
    };

    public static void Write(MetadataBuffer buffer, Hdf5Type type)
    {
        switch (type.Class)
        {
            case Hdf5Class.Float:
                FloatFormat format = FloatFormat.OfSize(type.Size);
                buffer.U8(Version | 1).U8(0x20).U8((type.Size * 8) - 1).U8(0).U32(type.Size);
                buffer.U16(0).U16(type.Size * 8).U8(format.MantissaBits).U8(format.ExponentBits).U8(0).U8(format.MantissaBits).U32(format.Bias);
                break;
            case Hdf5Class.BFloat16:
                buffer.U8(Version | 5).Zeros(3).U32(type.Size);
                break;
            default:
                WriteInteger(buffer, type.Size, type.Class == Hdf5Class.SignedInteger);
                break;
        }
    }

    /// <summary>A string of any length in UTF-8.</summary>
    public static void WriteString(MetadataBuffer buffer)
    {
        buffer.U8(Version | 9).U8(1).U8(1).U8(0).U32(16);
        WriteInteger(buffer, 1, isSigned: false);
    }

    private static void WriteInteger(MetadataBuffer buffer, int size, bool isSigned) =>
        buffer.U8(Version).U8(isSigned ? 8 : 0).Zeros(2).U32(size).U16(0).U16(size * 8);
}
