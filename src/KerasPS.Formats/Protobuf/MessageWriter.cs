using Google.Protobuf;

namespace KerasPS.Protobuf;

/// <summary>Writes one Protocol Buffers message, field by field. Fields that have their default may be left out by the caller.</summary>
internal sealed class MessageWriter
{
    private readonly MemoryStream bytes = new();
    private readonly CodedOutputStream output;

    private MessageWriter() => output = new CodedOutputStream(bytes, leaveOpen: true);

    /// <summary>The bytes of a message.</summary>
    public static byte[] ToArray(Action<MessageWriter> write)
    {
        MessageWriter writer = new();
        using (writer.output)
            write(writer);
        return writer.bytes.ToArray();
    }

    /// <summary>The tag and length of a field whose content is written separately.</summary>
    public static byte[] Head(int field, long length) => ToArray(message =>
    {
        message.output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        message.output.WriteInt64(length);
    });

    public MessageWriter Text(int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
        return this;
    }

    public MessageWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(value));
        return this;
    }

    /// <summary>An integer, boolean or enum.</summary>
    public MessageWriter Number(int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
        return this;
    }

    public MessageWriter Single(int field, float value)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed32);
        output.WriteFloat(value);
        return this;
    }

    public MessageWriter Double(int field, double value)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed64);
        output.WriteDouble(value);
        return this;
    }

    public MessageWriter Message(int field, Action<MessageWriter> write) => Bytes(field, ToArray(write));
}
