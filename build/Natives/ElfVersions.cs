using System.Buffers.Binary;
using System.Text;

namespace KerasPS.Build.Natives;

/// <summary>
/// The versions of symbols that a 64-bit little-endian ELF library asks other libraries for (its section <c>.gnu.version_r</c>), and the mark that lets one of them be missing.
/// Layouts and names are those of the Linux Standard Base, "Symbol Versioning".
/// </summary>
internal sealed class ElfVersions
{
    private const uint Relocations = 4, SymbolTable = 11, VersionOfSymbols = 0x6FFFFFFF, VersionsNeeded = 0x6FFFFFFE;

    private const ushort Weak = 2;

    private readonly byte[] image;

    private readonly List<Section> sections = [];

    /// <exception cref="BuildFailure">The bytes are no such library.</exception>
    public ElfVersions(byte[] image)
    {
        this.image = image;
        if (image.Length < 64 || !image.AsSpan(0, 6).SequenceEqual<byte>([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
            throw new BuildFailure("this is no 64-bit little-endian ELF library.");

        long table = UInt64(40);
        for (int i = 0, size = UInt16(58); i < UInt16(60); i++)
            sections.Add(new Section(UInt32(table + (i * size) + 4), UInt64(table + (i * size) + 24), UInt64(table + (i * size) + 32), (int)UInt32(table + (i * size) + 40)));
    }

    private readonly record struct Section(uint Type, long Offset, long Size, int Link);

    private readonly record struct Version(string Name, long Entry, ushort Flags, ushort Index);

    /// <summary>The versions asked for, without those that may be missing.</summary>
    public IEnumerable<string> Required => Versions().Where(version => (version.Flags & Weak) == 0).Select(version => version.Name);

    /// <summary>Marks a version as one that may be missing, in the bytes that were given.</summary>
    /// <returns>Whether anything was changed.</returns>
    /// <exception cref="BuildFailure">A symbol of that version is used, so that the library would load and then fail.</exception>
    public bool MakeWeak(string name)
    {
        bool changed = false;
        foreach (Version version in Versions().Where(version => version.Name == name && (version.Flags & Weak) == 0))
        {
            if (UsedIndices().Contains(version.Index))
                throw new BuildFailure($"the library uses symbols of version {name}, which therefore may not be missing.");
            BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan((int)version.Entry + 4), (ushort)(version.Flags | Weak));
            changed = true;
        }

        return changed;
    }

    private IEnumerable<Version> Versions()
    {
        foreach (Section section in sections.Where(section => section.Type == VersionsNeeded))
        {
            // A chain of libraries, and for each a chain of versions; each link is the distance to the next, 0 at the end.
            for (long library = section.Offset, next = -1; next != 0; library += next)
            {
                next = UInt32(library + 12);
                long entry = library + UInt32(library + 8);
                for (long step = -1; step != 0; entry += step)
                {
                    step = UInt32(entry + 12);
                    yield return new Version(Text(sections[section.Link].Offset + UInt32(entry + 8)), entry, UInt16(entry + 4), UInt16(entry + 6));
                }
            }
        }
    }

    /// <summary>The versions, by index, of the symbols that a relocation refers to.</summary>
    private HashSet<ushort> UsedIndices()
    {
        HashSet<ushort> used = [];
        foreach (Section section in sections.Where(section => section.Type == VersionOfSymbols))
            foreach (Section relocations in sections.Where(other => other.Type == Relocations && sections[other.Link].Type == SymbolTable))
                for (long entry = relocations.Offset; entry < relocations.Offset + relocations.Size; entry += 24)
                    used.Add((ushort)(UInt16(section.Offset + (2L * UInt32(entry + 12))) & 0x7FFF));
        return used;
    }

    private ushort UInt16(long offset) => BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan((int)offset));

    private uint UInt32(long offset) => BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan((int)offset));

    private long UInt64(long offset) => (long)BinaryPrimitives.ReadUInt64LittleEndian(image.AsSpan((int)offset));

    private string Text(long offset)
    {
        ReadOnlySpan<byte> rest = image.AsSpan((int)offset);
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
    }
}
