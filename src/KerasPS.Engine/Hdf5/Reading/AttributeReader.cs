namespace KerasPS.Hdf5.Reading;

/// <summary>Reads attributes that are one string (format specification, IV.A.2.m); others are skipped.</summary>
internal sealed class AttributeReader(MetadataSource source)
{
    private const int SharedType = 1;
    private const int SharedShape = 2;

    private readonly GlobalHeapReader heaps = new(source);

    /// <summary>The attributes of an object.</summary>
    /// <param name="messages">Its header.</param>
    /// <param name="what">What it is, for errors.</param>
    public IReadOnlyDictionary<string, string> Read(IEnumerable<HeaderMessage> messages, string what)
    {
        SortedDictionary<string, string> attributes = new(Hdf5Names.Order);
        HashSet<string> names = [];
        foreach (HeaderMessage message in messages)
        {
            if (message.Type == HeaderMessageType.AttributeInfo)
                RequireFew(message.Bytes);
            if (message.Type != HeaderMessageType.Attribute)
                continue;
            (string name, string? value) = ReadOne(message.Bytes);
            if (!names.Add(name))
                throw Hdf5Error.Invalid($"{what} has the attribute '{name}' twice");
            if (value is not null)
                attributes.Add(name, value);
        }

        return attributes;
    }

    private static void RequireFew(MetadataBytes bytes)
    {
        bytes.RequireVersion(0);
        bytes.Skip((bytes.U8() & 1) != 0 ? 2 : 0);
        if (bytes.Address() is not null)
            throw Hdf5Error.NotSupported($"{bytes.What} has too many attributes for compact storage");
    }

    private (string Name, string? Value) ReadOne(MetadataBytes bytes)
    {
        (int version, int flags) = (bytes.U8(), bytes.U8());
        if (version is not (1 or 2 or 3))
            throw Hdf5Error.NotSupported($"{bytes.What} has an attribute of version {version}");
        (int nameSize, int typeSize, int shapeSize) = (bytes.U16(), bytes.U16(), bytes.U16());
        bytes.Skip(version == 3 ? 1 : 0);
        string name = Part(bytes, nameSize, version).Text(nameSize);
        MetadataBytes type = Part(bytes, typeSize, version);
        MetadataBytes shape = Part(bytes, shapeSize, version);
        bool isOwn = version == 1 || (flags & (SharedType | SharedShape)) == 0;
        return (name, isOwn ? ReadString(type, shape, bytes) : null);
    }

    /// <summary>The parts of an attribute fill multiples of 8 bytes in version 1.</summary>
    private static MetadataBytes Part(MetadataBytes bytes, int size, int version)
    {
        MetadataBytes part = bytes.Part(size);
        bytes.Skip(version == 1 ? -size & 7 : 0);
        return part;
    }

    private string? ReadString(MetadataBytes typeBytes, MetadataBytes shapeBytes, MetadataBytes value)
    {
        Hdf5Type type;
        try
        {
            type = DatatypeReader.Read(typeBytes);
            if (DataspaceReader.Read(shapeBytes).Length > 0)
                return null;
        }
        catch (KerasException exception) when (exception.ErrorId == "NotSupported")
        {
            return null;
        }

        switch (type.Class)
        {
            case Hdf5Class.FixedString:
                return Hdf5Names.Decode(value.Take(type.Size).TrimEnd([(byte)0, (byte)' ']), value.What);
            case Hdf5Class.VariableString:
                (uint size, long? heap, uint index) = (value.U32(), value.Address(), value.U32());
                return size == 0 ? "" : heaps.ReadString(heap ?? throw Hdf5Error.Invalid($"{value.What} has a string without an address"), index, size, value.What);
            default:
                return null;
        }
    }
}
