using System.IO.Compression;
using KerasPS.Data.Numpy;
using KerasPS.Tests.Data.Numpy;

namespace KerasPS.Tests.Fuzz;

/// <summary>Arrays of NumPy's in archives: the archive is damaged, or the arrays in it, whose checksums are then right.</summary>
internal sealed class NumpyFuzz : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FuzzTarget Target() => new("NPZ", [File.ReadAllBytes(NpyFileTests.Golden("mnist-like.npz")), File.ReadAllBytes(NpyFileTests.Golden("types.npz"))], Mutate, Read);

    public void Dispose() => folder.Dispose();

    private static byte[] Mutate(byte[] seed, Random random)
    {
        ByteMutator bytes = new(random);
        if (random.Next(3) == 0)
            return bytes.Mutate(seed);
        using ZipArchive archive = new(new MemoryStream(seed));
        using MemoryStream stream = new();
        using (ZipArchive changed = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                byte[] content = new byte[entry.Length];
                using (Stream member = entry.Open())
                    member.ReadExactly(content);
                using Stream target = changed.CreateEntry(entry.FullName, random.Next(2) == 0 ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open();
                target.Write(random.Next(8) == 0 ? bytes.Mutate(content, most: 2) : content);
            }
        }

        return stream.ToArray();
    }

    private void Read(byte[] bytes)
    {
        using NpzFile file = NpzFile.Open(folder.Write("read.npz", bytes));
        foreach (string name in file.Names)
            file.Read(name);
        file.Describe();
    }
}
