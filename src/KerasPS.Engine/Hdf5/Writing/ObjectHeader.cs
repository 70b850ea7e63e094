namespace KerasPS.Hdf5.Writing;

/// <summary>The header of a group or dataset (format specification, IV.A.1.a).</summary>
internal sealed class ObjectHeader(IReadOnlyList<HeaderMessage> messages) : FileBlock
{
    private const int PrefixSize = 16;
    private const int MessagePrefixSize = 8;

    public override int Size => PrefixSize + MessagesSize;

    private int MessagesSize => messages.Sum(message => MessagePrefixSize + message.Size);

    public override void Write(MetadataBuffer buffer)
    {
        buffer.U8(1).U8(0).U16(messages.Count).U32(1).U32(MessagesSize).Zeros(4);
        foreach (HeaderMessage message in messages)
        {
            buffer.U16((int)message.Type).U16(message.Size).Zeros(4);
            long end = buffer.Length + message.Size;
            message.Write(buffer);
            buffer.ZerosUntil(end);
        }
    }
}
