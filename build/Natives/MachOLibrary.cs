namespace KerasPS.Build.Natives;

/// <summary>A library of macOS, in the layout of Apple's <c>mach-o/loader.h</c> and <c>nlist.h</c>. Each imported symbol names the library that exports it.</summary>
internal sealed class MachOLibrary : NativeLibrary
{
    private const uint OwnName = 0xD, LoadLibrary = 0xC, LoadWeakLibrary = 0x80000018, ReexportLibrary = 0x8000001F, SymbolTable = 2;

    private const int External = 0x01, PrivateExternal = 0x10, TypeMask = 0x0E, InSection = 0x0E, Debugging = 0xE0, MayBeMissing = 0x40;

    private readonly NativeImage image;

    private readonly List<string> needs = [];

    private readonly long symbols, texts;

    private readonly uint count;

    public MachOLibrary(byte[] bytes)
    {
        image = new NativeImage(bytes);
        long command = 32;
        for (uint i = 0; i < image.UInt32(16); i++)
        {
            (uint kind, uint size) = (image.UInt32(command), image.UInt32(command + 4));
            if (size < 8)
                throw new BuildFailure("a load command of the library has no length, so it is damaged.");
            if (kind is LoadLibrary or LoadWeakLibrary or ReexportLibrary)
                needs.Add(NameOf(image.Text(command + image.UInt32(command + 8))));
            else if (kind == OwnName)
                FixedPath = NameOf(image.Text(command + image.UInt32(command + 8))) is var name && name.StartsWith('/') ? name : null;
            else if (kind == SymbolTable)
                (symbols, count, texts) = (image.UInt32(command + 8), image.UInt32(command + 12), image.UInt32(command + 16));
            command += size;
        }
    }

    public override string? FixedPath { get; }

    public override IReadOnlyList<string> Needs => needs;

    // Ordinals of libraries begin with 1; the largest values mean that any library may export the symbol.
    public override IEnumerable<NativeImport> Imports => Symbols()
        .Where(symbol => (symbol.Type & (External | TypeMask)) == External && (symbol.Description & MayBeMissing) == 0)
        .Select(symbol => new NativeImport(symbol.Name, (symbol.Description >> 8) is > 0 and int library && library <= needs.Count ? needs[library - 1] : null));

    public override IEnumerable<string> Exports => Symbols()
        .Where(symbol => (symbol.Type & (External | PrivateExternal | TypeMask)) == (External | InSection)).Select(symbol => symbol.Name);

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith<byte>([0xCF, 0xFA, 0xED, 0xFE]);

    // What is looked for in several folders begins with @; the system's own folders nobody else can write to.
    private static string NameOf(string path) =>
        path.StartsWith('@') || path.StartsWith("/usr/lib/", StringComparison.Ordinal) || path.StartsWith("/System/Library/", StringComparison.Ordinal) ? Path.GetFileName(path) : path;

    private IEnumerable<(string Name, int Type, int Description)> Symbols()
    {
        for (long i = 0; i < count; i++)
        {
            long entry = symbols + (16 * i);
            int type = image.Byte(entry + 4);
            if ((type & Debugging) == 0)
                yield return (image.Text(texts + image.UInt32(entry)), type, image.UInt16(entry + 6));
        }
    }
}
