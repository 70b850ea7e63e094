using System.Runtime.InteropServices;
using Google.Protobuf;

namespace KerasPS.Protobuf;

/// <summary>One field of a Protocol Buffers message.</summary>
internal readonly struct MessageField
{
    private readonly WireFormat.WireType type;
    private readonly ulong number;
    private readonly byte[]? bytes;

    private MessageField(int field, WireFormat.WireType type, ulong number, byte[]? bytes)
    {
        Field = field;
        this.type = type;
        this.number = number;
        this.bytes = bytes;
    }

    /// <summary>The field's number in the message.</summary>
    public int Field { get; }

    public long Number => type == WireFormat.WireType.Varint ? (long)number : throw Wrong("an integer");

    public double Double => type == WireFormat.WireType.Fixed64 ? BitConverter.UInt64BitsToDouble(number) : throw Wrong("a double");

    public float Single => type == WireFormat.WireType.Fixed32 ? BitConverter.UInt32BitsToSingle((uint)number) : throw Wrong("a float");

    public byte[] Bytes => bytes ?? throw Wrong("bytes");

    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    public MessageField[] Fields => ReadAll(Bytes);

    /// <summary>The numbers of a repeated field, which may be written one by one or packed.</summary>
    public IEnumerable<float> Singles() => bytes is null ? [Single] : Unpack<float>(bytes);

    /// <inheritdoc cref="Singles"/>
    public IEnumerable<double> Doubles() => bytes is null ? [Double] : Unpack<double>(bytes);

    /// <inheritdoc cref="Singles"/>
    public IEnumerable<long> Numbers()
    {
        if (bytes is null)
            return [Number];
        return Checked(bytes, input =>
        {
            List<long> numbers = [];
            while (!input.IsAtEnd)
                numbers.Add(input.ReadInt64());
            return numbers;
        });
    }

    /// <summary>All fields of a message.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a message.</exception>
    public static MessageField[] ReadAll(byte[] message) => Checked(message, ReadFields);

    private static MessageField[] ReadFields(CodedInputStream input)
    {
        List<MessageField> fields = [];
        while (input.ReadTag() is not 0 and uint tag)
        {
            WireFormat.WireType type = WireFormat.GetTagWireType(tag);
            fields.Add(type switch
            {
                WireFormat.WireType.Varint => new(Of(tag), type, input.ReadUInt64(), null),
                WireFormat.WireType.Fixed64 => new(Of(tag), type, input.ReadFixed64(), null),
                WireFormat.WireType.Fixed32 => new(Of(tag), type, input.ReadFixed32(), null),
                WireFormat.WireType.LengthDelimited => new(Of(tag), type, 0, input.ReadBytes().ToByteArray()),
                _ => throw new InvalidDataException($"the field {Of(tag)} has the unknown wire type {type}"),
            });
        }

        return fields.ToArray();
    }

    /// <summary>A packed array of numbers, little-endian, as are all machines that libtorch runs on.</summary>
    /// <exception cref="InvalidDataException">The last one is incomplete.</exception>
    internal static T[] Unpack<T>(byte[] bytes)
        where T : struct
    {
        T[] numbers = MemoryMarshal.Cast<byte, T>(bytes).ToArray();
        return MemoryMarshal.AsBytes<T>(numbers).Length == bytes.Length ? numbers : throw new InvalidDataException($"{bytes.Length} bytes are not a multiple of the value's size");
    }

    /// <summary>Converts the package's exception, so that callers do not depend on the package.</summary>
    private static T Checked<T>(byte[] bytes, Func<CodedInputStream, T> read)
    {
        try
        {
            return read(new CodedInputStream(bytes));
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private static int Of(uint tag) => WireFormat.GetTagFieldNumber(tag);

    private InvalidDataException Wrong(string expected) => new($"the field {Field} does not hold {expected}");
}
