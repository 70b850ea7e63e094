namespace KerasPS.Hdf5.Reading;

/// <summary>Reads types of values (format specification, IV.A.2.d).</summary>
internal static class DatatypeReader
{
    private const int LatestVersion = 3;
    private const int ImpliedLeadingOne = 2;

    private static readonly string[] OtherClasses = ["", "", "times", "", "bit fields", "", "compounds", "references", "enumerations", "sequences", "arrays"];

    public static Hdf5Type Read(MetadataBytes bytes)
    {
        int versionAndClass = bytes.U8();
        if (versionAndClass >> 4 is < 1 or > LatestVersion)
            throw Hdf5Error.NotSupported($"{bytes.What} has a datatype of version {versionAndClass >> 4}");
        uint bits = bytes.U8() | ((uint)bytes.U8() << 8) | ((uint)bytes.U8() << 16);
        uint size = bytes.U32();
        if (size is 0 or > ushort.MaxValue)
            throw Hdf5Error.Invalid($"{bytes.What} has a datatype of {size} bytes");
        return (versionAndClass & 15) switch
        {
            0 => ReadInteger(bytes, bits, (int)size),
            1 => ReadFloat(bytes, bits, (int)size),
            3 => new Hdf5Type(Hdf5Class.FixedString, (int)size),
            5 => new Hdf5Type(Hdf5Class.Opaque, (int)size),
            9 when (bits & 15) == 1 && size == 16 => new Hdf5Type(Hdf5Class.VariableString, (int)size),
            int other => throw Hdf5Error.NotSupported($"{bytes.What} has a datatype of {(other < OtherClasses.Length ? OtherClasses[other] : $"class {other}")}"),
        };
    }

    private static Hdf5Type ReadInteger(MetadataBytes bytes, uint bits, int size)
    {
        (int offset, int precision) = (bytes.U16(), bytes.U16());
        if (size is not (1 or 2 or 4 or 8) || offset != 0 || precision != size * 8)
            throw Hdf5Error.NotSupported($"{bytes.What} has integers of {precision} bits in {size} bytes");
        return new Hdf5Type((bits & 8) != 0 ? Hdf5Class.SignedInteger : Hdf5Class.UnsignedInteger, size, (bits & 1) != 0);
    }

    private static Hdf5Type ReadFloat(MetadataBytes bytes, uint bits, int size)
    {
        (int offset, int precision) = (bytes.U16(), bytes.U16());
        (int exponentAt, int exponentBits, int mantissaAt, int mantissaBits, uint bias) = (bytes.U8(), bytes.U8(), bytes.U8(), bytes.U8(), bytes.U32());
        bool isPlain = (bits & 0x40) == 0 && ((bits >> 4) & 3) == ImpliedLeadingOne && (int)((bits >> 8) & 0xff) == (size * 8) - 1
            && offset == 0 && precision == size * 8 && exponentAt == mantissaBits && mantissaAt == 0;
        FloatFormat format = new(exponentBits, mantissaBits, (int)Math.Min(bias, int.MaxValue));
        bool isBigEndian = (bits & 1) != 0;
        if (isPlain && size == 2 && format == FloatFormat.BFloat16)
            return Hdf5Type.BFloat16 with { IsBigEndian = isBigEndian };
        return isPlain && size is 2 or 4 or 8 && format == FloatFormat.OfSize(size)
            ? new Hdf5Type(Hdf5Class.Float, size, isBigEndian)
            : throw Hdf5Error.NotSupported($"{bytes.What} has numbers of {size} bytes with {exponentBits} bits for the exponent and {mantissaBits} for the mantissa");
    }
}
