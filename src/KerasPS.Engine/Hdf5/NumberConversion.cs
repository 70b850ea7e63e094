using System.Buffers.Binary;

namespace KerasPS.Hdf5;

/// <summary>Converts stored numbers, as NumPy's casts do.</summary>
internal static class NumberConversion
{
    /// <summary>Converts to single precision.</summary>
    public static void ToSingle(ReadOnlySpan<byte> bytes, Hdf5Type type, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            ulong bits = Bits(bytes.Slice(i * type.Size, type.Size), type.IsBigEndian);
            values[i] = type.Class switch
            {
                Hdf5Class.Float when type.Size == 4 => BitConverter.UInt32BitsToSingle((uint)bits),
                Hdf5Class.Float when type.Size == 2 => (float)BitConverter.UInt16BitsToHalf((ushort)bits),
                Hdf5Class.Float => (float)BitConverter.UInt64BitsToDouble(bits),
                Hdf5Class.BFloat16 => BitConverter.UInt32BitsToSingle((uint)bits << 16),
                Hdf5Class.SignedInteger => Signed(bits, type.Size),
                _ => bits,
            };
        }
    }

    /// <summary>The integer; null where it is none, or too large to be known exactly.</summary>
    public static long? ToInteger(ReadOnlySpan<byte> bytes, Hdf5Type type)
    {
        ulong bits = Bits(bytes, type.IsBigEndian);
        return type.Class switch
        {
            Hdf5Class.SignedInteger => Signed(bits, type.Size),
            Hdf5Class.UnsignedInteger when bits <= long.MaxValue => (long)bits,
            Hdf5Class.Float or Hdf5Class.BFloat16 => Whole(bytes, type),
            _ => null,
        };
    }

    private static long? Whole(ReadOnlySpan<byte> bytes, Hdf5Type type)
    {
        const float Exact = 1 << 24;
        Span<float> value = stackalloc float[1];
        ToSingle(bytes, type, value);
        return Math.Abs(value[0]) <= Exact && MathF.Truncate(value[0]) == value[0] ? (long)value[0] : null;
    }

    private static long Signed(ulong bits, int size)
    {
        int unused = 64 - (size * 8);
        return (long)(bits << unused) >> unused;
    }

    private static ulong Bits(ReadOnlySpan<byte> bytes, bool isBigEndian) => (bytes.Length, isBigEndian) switch
    {
        (1, _) => bytes[0],
        (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        (4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        (_, false) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        (_, true) => BinaryPrimitives.ReadUInt64BigEndian(bytes),
    };
}
