namespace KerasPS.Build.Natives;

/// <summary>The versions of symbols that an ELF library imports (<c>.gnu.version_r</c>), and the weak flag that allows one of them to be missing.</summary>
internal sealed class ElfVersions
{
    private const ushort Weak = 2;

    private readonly ElfImage elf;

    /// <exception cref="BuildFailure">The bytes are no such library.</exception>
    public ElfVersions(byte[] image) => elf = new ElfImage(image);

    /// <summary>The versions asked for, without those that may be missing.</summary>
    public IEnumerable<string> Required => elf.Versions().Where(version => (version.Flags & Weak) == 0).Select(version => version.Name);

    /// <summary>Marks a version as one that may be missing, in the bytes that were given.</summary>
    /// <returns>Whether anything was changed.</returns>
    /// <exception cref="BuildFailure">A symbol of that version is used, so that the library would load and then fail.</exception>
    public bool MakeWeak(string name)
    {
        ElfImage.Version[] found = [.. elf.Versions().Where(version => version.Name == name && (version.Flags & Weak) == 0)];
        if (found.Length > 0 && UsedIndices().Overlaps(found.Select(version => version.Index)))
            throw new BuildFailure($"the library uses symbols of version {name}, which therefore may not be missing.");

        foreach (ElfImage.Version version in found)
            elf.Image.SetUInt16(version.Entry + 4, (ushort)(version.Flags | Weak));
        return found.Length > 0;
    }

    /// <summary>The versions, by index, of the symbols that a relocation refers to.</summary>
    private HashSet<ushort> UsedIndices()
    {
        HashSet<ushort> used = [];
        foreach (ElfImage.Section versions in elf.Sections(ElfImage.VersionOfSymbols))
            foreach (ElfImage.Section relocations in elf.Sections(ElfImage.Relocations).Where(section => elf.Linked(section).Type == ElfImage.SymbolTable))
                for (long entry = relocations.Offset; entry < relocations.End; entry += 24)
                    used.Add((ushort)(elf.Image.UInt16(versions.Offset + (2L * elf.Image.UInt32(entry + 12))) & 0x7FFF));
        return used;
    }
}
