namespace KerasPS.Build.Natives;

/// <summary>A Linux library. Its imported symbols name the library that exports them only if they have a version.</summary>
internal sealed class ElfLibrary : NativeLibrary
{
    private const int Global = 1, Weak = 2;

    private readonly ElfImage elf;

    private readonly ElfImage.Section symbols;

    public ElfLibrary(byte[] bytes)
    {
        elf = new ElfImage(bytes);
        symbols = elf.Sections(ElfImage.SymbolTable).FirstOrDefault();
        Needs = [.. ReadNeeds()];
    }

    public override IReadOnlyList<string> Needs { get; }

    public override IEnumerable<NativeImport> Imports
    {
        get
        {
            // An index stands for a version of one library.
            var libraries = elf.Versions().ToDictionary(version => version.Index, version => version.Library);
            ElfImage.Section? versions = elf.Sections(ElfImage.VersionOfSymbols).Select(section => (ElfImage.Section?)section).FirstOrDefault();
            return Symbols().Where(symbol => !symbol.Defined && symbol.Binding == Global).Select(symbol => new NativeImport(
                symbol.Name,
                versions is { } table ? libraries.GetValueOrDefault((ushort)(elf.Image.UInt16(table.Offset + (2L * symbol.Index)) & 0x7FFF)) : null));
        }
    }

    // Beside the global and the weak there are those that a process has once.
    public override IEnumerable<string> Exports => Symbols().Where(symbol => symbol.Defined && symbol.Binding is Global or Weak or 10).Select(symbol => symbol.Name);

    private IEnumerable<(int Index, string Name, int Binding, bool Defined)> Symbols()
    {
        // The first is none.
        long texts = elf.Linked(symbols).Offset;
        for (int i = 1; i < symbols.Size / 24; i++)
        {
            long entry = symbols.Offset + (24L * i);
            yield return (i, elf.Image.Text(texts + elf.Image.UInt32(entry)), elf.Image.Byte(entry + 4) >> 4, elf.Image.UInt16(entry + 6) != 0);
        }
    }

    private IEnumerable<string> ReadNeeds()
    {
        const long needed = 1;
        foreach (ElfImage.Section section in elf.Sections(ElfImage.DynamicSection))
            for (long entry = section.Offset; entry < section.End; entry += 16)
                if (elf.Image.Int64(entry) == needed)
                    yield return elf.Image.Text(elf.Linked(section).Offset + elf.Image.Int64(entry + 8));
    }
}
