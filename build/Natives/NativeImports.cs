using System.Reflection.PortableExecutable;
using System.Text;
using ELFSharp.ELF;
using ELFSharp.ELF.Sections;
using ELFSharp.MachO;

namespace KerasPS.Build.Natives;

/// <summary>The names of the libraries that a native library asks the system's loader for, whatever system it is for.</summary>
internal static class NativeImports
{
    private const uint ElfMagic = 0x464C457F, MachOMagic = 0xFEEDFACF;

    /// <exception cref="BuildFailure">The file is no library of Linux, macOS or Windows.</exception>
    public static IReadOnlyList<string> Of(string path)
    {
        using FileStream stream = File.OpenRead(path);
        Span<byte> magic = stackalloc byte[4];
        stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return BitConverter.ToUInt32(magic) switch
        {
            ElfMagic => OfElf(stream),
            MachOMagic => OfMachO(stream),
            _ when magic[0] == 'M' && magic[1] == 'Z' => OfPortableExecutable(stream),
            _ => throw new BuildFailure($"'{path}' is no native library of Linux, macOS or Windows."),
        };
    }

    private static string[] OfElf(Stream stream)
    {
        using IELF elf = ELFReader.Load(stream, shouldOwnStream: false);
        var texts = (IStringTable)elf.GetSection(".dynstr");
        return [.. elf.GetSections<DynamicSection<ulong>>().Single().Entries
            .Where(entry => entry.Tag == DynamicTag.Needed).Select(entry => texts[(long)entry.Value])];
    }

    private static string[] OfMachO(Stream stream) =>
        [.. MachOReader.Load(stream, shouldOwnStream: false).GetCommandsOfType<LoadDylib>().Select(command => Path.GetFileName(command.Name))];

    private static List<string> OfPortableExecutable(Stream stream)
    {
        // Of a directory of imports, each entry is five numbers of four bytes, the fourth of which is where the library's name lies; zeros end it.
        using PEReader file = new(stream, PEStreamOptions.LeaveOpen);
        List<string> names = [];
        BlobReaderAt(file.PEHeaders.PEHeader!.ImportTableDirectory.RelativeVirtualAddress, 12, entrySize: 20);
        BlobReaderAt(file.PEHeaders.PEHeader!.DelayImportTableDirectory.RelativeVirtualAddress, 4, entrySize: 32);
        return names;

        void BlobReaderAt(int directory, int offset, int entrySize)
        {
            if (directory == 0)
                return;
            for (int entry = directory; file.GetSectionData(entry + offset).GetReader().ReadInt32() is var name and not 0; entry += entrySize)
                names.Add(ReadName(file, name));
        }
    }

    private static string ReadName(PEReader file, int address)
    {
        var reader = file.GetSectionData(address).GetReader();
        var name = new StringBuilder();
        for (byte letter = reader.ReadByte(); letter != 0; letter = reader.ReadByte())
            name.Append((char)letter);
        return name.ToString();
    }
}
