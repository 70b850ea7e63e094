using System.IO.Compression;
using KerasPS.Files;

namespace KerasPS.Data.Numpy;

/// <summary>The arrays of an NPZ file, which is a zip archive of NPY files, stored as they are or compressed. Arrays that are not asked for are not read.</summary>
internal sealed class NpzFile : IDisposable
{
    private const int ChunkLength = 1 << 16;
    private const string Extension = ".npy";

    private readonly FileStream file;
    private readonly string path;
    private readonly IReadOnlyDictionary<string, ZipMember> members;

    private NpzFile(FileStream file, string path)
    {
        this.file = file;
        this.path = path;
        IEnumerable<ZipMember> arrays = ZipDirectory.Read(file, ZipUse.Npz).Where(member => member.Name.EndsWith(Extension, StringComparison.Ordinal));
        members = arrays.ToDictionary(member => member.Name[..^Extension.Length]);
        Names = [.. members.Keys];
    }

    /// <summary>The names of the arrays, in the file's order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="KerasException"><c>FileNotFound</c>, <c>FileNotReadable</c>, <c>InvalidFile</c>.</exception>
    public static NpzFile Open(string path)
    {
        FileStream file = DataFile.Open(path);
        try
        {
            return new NpzFile(file, path);
        }
        catch (KerasException exception)
        {
            file.Dispose();
            throw exception.WithMessage($"'{path}': {exception.Message}", path);
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>The arrays with their shapes, for errors that ask to choose, e.g. <c>images (60000, 28, 28)</c>.</summary>
    public string Describe() => string.Join(", ", Names.Select(Describe));

    /// <summary>Reads an array, whose bytes are counted and compared with their checksum before memory is taken.</summary>
    /// <exception cref="KerasException"><c>InvalidFile</c>: the bytes are damaged; and those of <see cref="NpyFile"/>.</exception>
    public NpyArray Read(string name)
    {
        ZipMember member = members[name];
        string what = WhatIs(name);
        try
        {
            RequireIntact(member, what);
            using Stream stream = Open(member);
            return NpyFile.Read(stream, member.Length, name, what);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(what, exception);
        }
    }

    private string WhatIs(string name) => $"{Path.GetFileName(path)}:{name}";

    private string Describe(string name)
    {
        try
        {
            using Stream stream = Open(members[name]);
            return $"{name} {NpyHeader.Read(stream, WhatIs(name)).ShapeText}";
        }
        catch (Exception exception) when (exception is KerasException or InvalidDataException or EndOfStreamException)
        {
            return $"{name} (cannot be read)";
        }
    }

    private Stream Open(ZipMember member)
    {
        PartStream stored = new(new StreamBytes(file, member.Offset, member.StoredLength));
        return member.IsCompressed ? new DeflateStream(stored, CompressionMode.Decompress) : stored;
    }

    private void RequireIntact(ZipMember member, string what)
    {
        using Stream stream = Open(member);
        byte[] chunk = new byte[ChunkLength];
        long length = 0;
        uint sum = 0;
        int read;
        while (length <= member.Length && (read = stream.Read(chunk)) > 0)
        {
            sum = Crc.Zip.Append(sum, chunk.AsSpan(0, read));
            length += read;
        }

        if (length != member.Length || sum != member.Checksum)
            throw Damaged(what, null);
    }

    private KerasException Damaged(string what, Exception? exception) => new(
        "InvalidFile", $"'{what}' is damaged: its bytes do not match their length and checksum. Download or save the file again.", path, exception);
}
