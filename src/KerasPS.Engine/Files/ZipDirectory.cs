using System.Buffers.Binary;
using System.Text;

namespace KerasPS.Files;

/// <summary>
/// Reads the central directory of a zip archive. Members of <c>.keras</c> files are stored as they are: each is a range of the file that can be read in position.
/// Members that are compressed where that is not allowed, encrypted, of one name, or that share bytes are refused.
/// </summary>
internal sealed class ZipDirectory
{
    private const int MaxMembers = 10_000;
    private const int MaxDirectorySize = 16 << 20;
    private const int MaxCommentLength = ushort.MaxValue;
    private const int EndRecordSize = 22;
    private const int LocatorSize = 20;
    private const int Zip64EndRecordSize = 56;
    private const int CentralHeaderSize = 46;
    private const int LocalHeaderSize = 30;
    private const uint EndRecordSignature = 0x06054B50;
    private const uint LocatorSignature = 0x07064B50;
    private const uint Zip64EndRecordSignature = 0x06064B50;
    private const uint CentralHeaderSignature = 0x02014B50;
    private const uint LocalHeaderSignature = 0x04034B50;
    private const ushort Zip64ExtraField = 1;
    private const ushort IsEncrypted = 1;
    private const ushort Deflated = 8;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stream stream;
    private readonly ZipUse use;

    private ZipDirectory(Stream stream, ZipUse use) => (this.stream, this.use) = (stream, use);

    /// <summary>Reads the members of an archive, in the order of their offsets.</summary>
    /// <param name="stream">The archive, which can seek.</param>
    /// <param name="use">What the archive is for.</param>
    /// <exception cref="KerasException"><c>InvalidFile</c>.</exception>
    public static IReadOnlyList<ZipMember> Read(Stream stream, ZipUse use)
    {
        try
        {
            return new ZipDirectory(stream, use).Read();
        }
        catch (Exception exception) when (exception is EndOfStreamException or DecoderFallbackException)
        {
            throw Invalid(use, "its central directory ends early or has names that are not text");
        }
    }

    /// <summary>The error for an archive that cannot be read.</summary>
    public static KerasException Invalid(ZipUse use, string problem) =>
        new("InvalidFile", $"This is not a {use.Name}, or it is damaged: {problem}.");

    private KerasException Invalid(string problem) => Invalid(use, problem);

    private List<ZipMember> Read()
    {
        (long offset, long size, long count) = FindDirectory();
        if (count > MaxMembers || count * CentralHeaderSize > size)
            throw Invalid($"its central directory of {size} bytes cannot have {count} members");
        Header directory = new(ReadAt(offset, (int)size));
        List<ZipMember> members = [];
        for (long i = 0; i < count; i++)
            members.Add(ReadMember(directory, offset));
        if (!directory.IsAtEnd)
            throw Invalid("its central directory has more than its members");
        if (members.GroupBy(member => member.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Invalid($"it has '{twice.Key}' twice");
        members.Sort((one, other) => one.Offset.CompareTo(other.Offset));
        for (int i = 1; i < members.Count; i++)
        {
            if (members[i].Offset < members[i - 1].Offset + members[i - 1].StoredLength + LocalHeaderSize)
                throw Invalid($"'{members[i - 1].Name}' and '{members[i].Name}' share bytes");
        }

        return members;
    }

    /// <summary>The offset of the central directory, from its end record; the zip64 record is used where numbers do not fit the other one.</summary>
    private (long Offset, long Size, long Count) FindDirectory()
    {
        int length = (int)Math.Min(stream.Length, EndRecordSize + MaxCommentLength);
        byte[] tail = ReadAt(stream.Length - length, length);
        for (int at = length - EndRecordSize; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != EndRecordSignature)
                continue;
            Header end = new(tail.AsMemory(at));
            end.Skip(sizeof(uint));
            ushort disk = end.Read16();
            ushort first = end.Read16();
            long here = end.Read16();
            long count = end.Read16();
            long size = end.Read32();
            long offset = end.Read32();
            if (end.Read16() != length - at - EndRecordSize)
                continue;
            long position = stream.Length - length + at;
            long limit = position;
            if (count == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue)
                (offset, size, count, limit) = FindZip64Directory(position - LocatorSize);
            else if (disk != 0 || first != 0 || here != count)
                throw Invalid("it is one of several files of a split archive");
            return offset >= 0 && size >= 0 && count >= 0 && offset <= limit && size == limit - offset && size <= MaxDirectorySize
                ? (offset, size, count)
                : throw Invalid($"its central directory would be {size} bytes at {offset}");
        }

        throw Invalid("the end of central directory record is missing");
    }

    private (long Offset, long Size, long Count, long Limit) FindZip64Directory(long locatorAt)
    {
        Header locator = new(ReadAt(locatorAt, LocatorSize));
        if (locator.Read32() != LocatorSignature)
            throw Invalid("its zip64 end of central directory record is missing");
        locator.Skip(sizeof(uint));
        long at = locator.Read64();
        Header end = new(ReadAt(at, Zip64EndRecordSize));
        if (end.Read32() != Zip64EndRecordSignature || at > locatorAt - Zip64EndRecordSize)
            throw Invalid("its zip64 end of central directory record is missing");
        end.Skip(sizeof(long) + (2 * sizeof(ushort)) + (2 * sizeof(uint)) + sizeof(long));
        long count = end.Read64();
        long size = end.Read64();
        long offset = end.Read64();
        return (offset, size, count, at);
    }

    private ZipMember ReadMember(Header directory, long directoryOffset)
    {
        if (directory.Read32() != CentralHeaderSignature)
            throw Invalid("its central directory has something else than file headers");
        directory.Skip(2 * sizeof(ushort));
        ushort flags = directory.Read16();
        ushort method = directory.Read16();
        directory.Skip(2 * sizeof(ushort));
        uint checksum = directory.Read32();
        long stored = directory.Read32();
        long length = directory.Read32();
        ushort nameLength = directory.Read16();
        ushort extraLength = directory.Read16();
        ushort commentLength = directory.Read16();
        directory.Skip((2 * sizeof(ushort)) + sizeof(uint));
        long at = directory.Read32();
        ReadOnlyMemory<byte> rawName = directory.ReadBytes(nameLength);
        string name = Utf8.GetString(rawName.Span);
        ReadZip64(new Header(directory.ReadBytes(extraLength)), ref length, ref stored, ref at);
        directory.Skip(commentLength);
        bool isCompressed = method == Deflated && use.AllowsCompression;
        if (!isCompressed && (method != 0 || stored != length))
            throw Invalid(use.AllowsCompression ? $"'{name}' is compressed by an unknown method ({method})" : $"'{name}' is compressed; members of a {use.Name} are stored as they are");
        if ((flags & IsEncrypted) != 0)
            throw Invalid($"'{name}' is encrypted");
        if (at < 0 || length < 0 || stored < 0 || at > directoryOffset - LocalHeaderSize)
            throw Invalid($"'{name}' would be {length} bytes at {at}");

        Header local = new(ReadAt(at, LocalHeaderSize));
        bool isLocal = local.Read32() == LocalHeaderSignature;
        local.Skip(LocalHeaderSize - sizeof(uint) - (2 * sizeof(ushort)));
        int localName = local.Read16();
        long start = at + LocalHeaderSize + localName + local.Read16();
        if (!isLocal || localName != nameLength || !ReadAt(at + LocalHeaderSize, localName).AsSpan().SequenceEqual(rawName.Span))
            throw Invalid($"the local header of '{name}' is not where the central directory says");
        return stored <= directoryOffset - start
            ? new ZipMember(name, start, length, checksum, stored, isCompressed)
            : throw Invalid($"'{name}' would be {stored} bytes at {start}");
    }

    /// <summary>Sizes and offsets that do not fit into 32 bits follow in the zip64 extra field, in this order.</summary>
    private static void ReadZip64(Header extra, ref long length, ref long stored, ref long at)
    {
        while (!extra.IsAtEnd)
        {
            ushort kind = extra.Read16();
            Header field = new(extra.ReadBytes(extra.Read16()));
            if (kind != Zip64ExtraField)
                continue;
            if (length == uint.MaxValue)
                length = field.Read64();
            if (stored == uint.MaxValue)
                stored = field.Read64();
            if (at == uint.MaxValue)
                at = field.Read64();
        }
    }

    private byte[] ReadAt(long offset, int count)
    {
        if (offset < 0 || count < 0 || offset > stream.Length - count)
            throw new EndOfStreamException();
        byte[] bytes = new byte[count];
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Little-endian numbers, one after the other.</summary>
    private sealed class Header(ReadOnlyMemory<byte> bytes)
    {
        private int at;

        public bool IsAtEnd => at == bytes.Length;

        public ushort Read16() => BinaryPrimitives.ReadUInt16LittleEndian(ReadBytes(sizeof(ushort)).Span);

        public uint Read32() => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(sizeof(uint)).Span);

        public long Read64() => BinaryPrimitives.ReadInt64LittleEndian(ReadBytes(sizeof(long)).Span);

        public void Skip(int count) => ReadBytes(count);

        public ReadOnlyMemory<byte> ReadBytes(int count)
        {
            if (count > bytes.Length - at)
                throw new EndOfStreamException();
            at += count;
            return bytes.Slice(at - count, count);
        }
    }
}
