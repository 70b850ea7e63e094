namespace KerasPS.Hdf5.Reading;

/// <summary>Reads the object headers of groups and datasets, of versions 1 and 2 (format specification, IV.A.1).</summary>
internal sealed class ObjectHeaderReader(MetadataSource source)
{
    private const byte Version2Signature = (byte)'O';
    private const int Version1PrefixSize = 16;
    private const int MaxVersion2PrefixSize = 34;
    private const int SharedFlag = 2;
    private const int RequiredFlag = 0x80;

    /// <summary>Reads all messages of a header.</summary>
    /// <param name="address">Where it begins.</param>
    /// <param name="what">Whose header it is, for errors.</param>
    public List<HeaderMessage> Read(long address, string what)
    {
        what = $"the header of {what}";
        return source.Peek(address, 1, what).U8() == Version2Signature ? ReadVersion2(address, what) : ReadVersion1(address, what);
    }

    private List<HeaderMessage> ReadVersion1(long address, string what)
    {
        MetadataBytes prefix = source.Read(address, Version1PrefixSize, what);
        prefix.RequireVersion(1);
        prefix.Skip(1);
        int count = prefix.U16();
        prefix.Skip(4);
        List<HeaderMessage> messages = [];
        Queue<MetadataBytes> chunks = new([source.Read(address + Version1PrefixSize, prefix.U32(), what)]);
        int found = 0;
        while (chunks.TryDequeue(out MetadataBytes? chunk))
        {
            for (; chunk.Remaining > 0; found++)
            {
                (int type, int size, byte flags) = (chunk.U16(), chunk.U16(), chunk.U8());
                chunk.Skip(3);
                if (Add(messages, type, flags, chunk.Part(size)) is { } more)
                    chunks.Enqueue(source.Read(more.Address, more.Size, what));
            }
        }

        return found == count ? messages : throw Hdf5Error.Invalid($"{what} has {found} messages instead of {count}");
    }

    private List<HeaderMessage> ReadVersion2(long address, string what)
    {
        MetadataBytes prefix = source.Peek(address, (int)Math.Min(MaxVersion2PrefixSize, source.Length - address), what);
        int before = prefix.Remaining;
        prefix.RequireSignature("OHDR");
        prefix.RequireVersion(2);
        byte flags = prefix.U8();
        prefix.Skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
        long size = prefix.Number(1 << (flags & 3));
        int prefixSize = before - prefix.Remaining;
        bool hasOrder = (flags & 4) != 0;

        List<HeaderMessage> messages = [];
        if (size > source.Length)
            throw Hdf5Error.Invalid($"{what} would be {size} bytes long");
        MetadataBytes first = source.Read(address, prefixSize + size + sizeof(uint), what).RequireChecksum();
        first.Skip(prefixSize);
        Queue<MetadataBytes> chunks = new([first]);
        while (chunks.TryDequeue(out MetadataBytes? chunk))
        {
            int messagePrefix = hasOrder ? 6 : 4;
            while (chunk.Remaining >= messagePrefix)
            {
                (int type, int messageSize, byte messageFlags) = (chunk.U8(), chunk.U16(), chunk.U8());
                chunk.Skip(messagePrefix - 4);
                if (Add(messages, type, messageFlags, chunk.Part(messageSize)) is not { } more)
                    continue;
                MetadataBytes next = source.Read(more.Address, more.Size, what).RequireChecksum();
                next.RequireSignature("OCHK");
                chunks.Enqueue(next);
            }
        }

        return messages;
    }

    /// <summary>Keeps a message, or says where more of them are.</summary>
    private static (long Address, long Size)? Add(List<HeaderMessage> messages, int type, byte flags, MetadataBytes bytes)
    {
        HeaderMessageType known = (HeaderMessageType)type;
        switch (known)
        {
            case HeaderMessageType.Nil:
                return null;
            case HeaderMessageType.Continuation:
                return (bytes.RequireAddress(), bytes.Number());
            case HeaderMessageType.ExternalFiles:
                throw Hdf5Error.NotSupported($"{bytes.What} says that values are in other files");
            case HeaderMessageType.Filters:
                throw Hdf5Error.NotSupported($"{bytes.What} says that values are compressed or filtered");
        }

        if (!Enum.IsDefined(known) || (flags & RequiredFlag) != 0)
            throw Hdf5Error.NotSupported($"{bytes.What} has a message of type {type}");
        if ((flags & SharedFlag) != 0)
            throw Hdf5Error.NotSupported($"{bytes.What} shares its {known.ToString().ToLowerInvariant()} with others");
        messages.Add(new HeaderMessage(known, bytes));
        return null;
    }
}
