namespace KerasPS.Build.Natives;

/// <summary>The sections of a 64-bit little-endian ELF library, and the versions that it asks other libraries for (<c>.gnu.version_r</c>). Layouts are those of the Linux Standard Base.</summary>
internal sealed class ElfImage
{
    /// <summary>Types of sections.</summary>
    public const uint Relocations = 4, DynamicSection = 6, SymbolTable = 11, VersionsNeeded = 0x6FFFFFFE, VersionOfSymbols = 0x6FFFFFFF;

    private readonly List<Section> sections = [];

    /// <exception cref="BuildFailure">The bytes are no such library.</exception>
    public ElfImage(byte[] bytes)
    {
        if (!Is(bytes))
            throw new BuildFailure("this is not a 64-bit little-endian ELF library.");

        Image = new NativeImage(bytes);
        long table = Image.Int64(40);
        (int size, int count) = (Image.UInt16(58), Image.UInt16(60));
        if (table < 0 || table > bytes.Length - (size * count))
            throw new BuildFailure("the library ends before its section header table.");

        for (int i = 0; i < count; i++)
        {
            long entry = table + (i * size);
            sections.Add(new Section(Image.UInt32(entry + 4), Image.Int64(entry + 24), Image.Int64(entry + 32), Image.UInt32(entry + 40)));
        }
    }

    /// <param name="Type">What it holds.</param>
    /// <param name="Offset">Where it lies in the file.</param>
    /// <param name="Size">In bytes.</param>
    /// <param name="Link">The number of the section that it refers to.</param>
    public readonly record struct Section(uint Type, long Offset, long Size, uint Link)
    {
        public long End => Offset + Size;
    }

    /// <param name="Library">Who has the version.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Entry">Where it is asked for in the file.</param>
    /// <param name="Flags">Whether it may be missing.</param>
    /// <param name="Index">What symbols of that version have in the table of versions.</param>
    public readonly record struct Version(string Library, string Name, long Entry, ushort Flags, ushort Index);

    public NativeImage Image { get; }

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith<byte>([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1]);

    public IEnumerable<Section> Sections(uint type) => sections.Where(section => section.Type == type);

    public Section Linked(Section section) =>
        section.Link < sections.Count ? sections[(int)section.Link] : throw new BuildFailure("a section of the library refers to none, so it is damaged.");

    public IEnumerable<Version> Versions()
    {
        foreach (Section section in Sections(VersionsNeeded))
        {
            // A chain of libraries, and for each a chain of versions; each link is the distance to the next, 0 at the end.
            long texts = Linked(section).Offset;
            for (long library = section.Offset, next = -1; next != 0; library += next)
            {
                next = Image.UInt32(library + 12);
                string name = Image.Text(texts + Image.UInt32(library + 4));
                long entry = library + Image.UInt32(library + 8);
                for (long step = -1; step != 0; entry += step)
                {
                    step = Image.UInt32(entry + 12);
                    yield return new Version(name, Image.Text(texts + Image.UInt32(entry + 8)), entry, Image.UInt16(entry + 4), Image.UInt16(entry + 6));
                }
            }
        }
    }
}
