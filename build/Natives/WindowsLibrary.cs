using System.Reflection.PortableExecutable;

namespace KerasPS.Build.Natives;

/// <summary>A library of Windows: a "portable executable" for 64 bits. Each imported symbol names the library that exports it, and is a name or an ordinal.</summary>
internal sealed class WindowsLibrary : NativeLibrary
{
    private readonly NativeImage image;

    private readonly PEHeaders headers;

    private readonly List<(string Library, long Symbols)> needs = [];

    private WindowsLibrary(NativeImage image, PEHeaders headers)
    {
        (this.image, this.headers) = (image, headers);

        // The import directory has an entry of this many bytes for each library, with the addresses of its name and of its table of symbols; zeros end it.
        ReadDirectory(headers.PEHeader!.ImportTableDirectory, entrySize: 20, name: 12, symbols: 0);
        ReadDirectory(headers.PEHeader.DelayImportTableDirectory, entrySize: 32, name: 4, symbols: 16);
    }

    public override IReadOnlyList<string> Needs => [.. needs.Select(need => need.Library)];

    public override IEnumerable<NativeImport> Imports => needs.SelectMany(need => Symbols(need.Symbols).Select(symbol => new NativeImport(symbol, need.Library)));

    public override IEnumerable<string> Exports
    {
        get
        {
            if (headers.PEHeader!.ExportTableDirectory.RelativeVirtualAddress == 0)
                yield break;

            long directory = Offset((uint)headers.PEHeader.ExportTableDirectory.RelativeVirtualAddress);
            (uint first, uint numbers, uint names) = (image.UInt32(directory + 16), image.UInt32(directory + 20), image.UInt32(directory + 24));
            long addresses = Offset(image.UInt32(directory + 28));
            for (uint i = 0; i < numbers; i++)
                if (image.UInt32(addresses + (4L * i)) != 0)
                    yield return Numbered(first + i);

            long table = names == 0 ? 0 : Offset(image.UInt32(directory + 32));
            for (uint i = 0; i < names; i++)
                yield return image.Text(Offset(image.UInt32(table + (4L * i))));
        }
    }

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith("MZ"u8);

    /// <returns>The library; null for an assembly of .NET.</returns>
    public static WindowsLibrary? Open(byte[] bytes)
    {
        var headers = new PEHeaders(new MemoryStream(bytes));
        if (headers.CorHeader is not null)
            return null;
        return headers.PEHeader?.Magic == PEMagic.PE32Plus
            ? new WindowsLibrary(new NativeImage(bytes), headers)
            : throw new BuildFailure("this is not a 64-bit library of Windows.");
    }

    private static string Numbered(uint number) => $"#{number}";

    private void ReadDirectory(DirectoryEntry directory, int entrySize, int name, int symbols)
    {
        if (directory.RelativeVirtualAddress == 0)
            return;
        for (long entry = Offset((uint)directory.RelativeVirtualAddress); image.UInt32(entry + name) is var text and not 0; entry += entrySize)
            needs.Add((image.Text(Offset(text)), Offset(image.UInt32(entry + symbols))));
    }

    private IEnumerable<string> Symbols(long table)
    {
        // The highest bit tells numbers from addresses of names, before which there is a hint of two bytes.
        for (long entry = table; image.Int64(entry) is var symbol and not 0; entry += 8)
            yield return symbol < 0 ? Numbered((uint)(symbol & 0xFFFF)) : image.Text(Offset((uint)symbol) + 2);
    }

    private long Offset(uint address)
    {
        int section = headers.GetContainingSectionIndex((int)address);
        return section >= 0
            ? address - headers.SectionHeaders[section].VirtualAddress + headers.SectionHeaders[section].PointerToRawData
            : throw new BuildFailure("an address in the library lies in none of its sections, so it is damaged.");
    }
}
