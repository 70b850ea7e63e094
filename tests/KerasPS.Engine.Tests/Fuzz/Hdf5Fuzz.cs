using System.Buffers.Binary;
using KerasPS.Hdf5;
using KerasPS.Hdf5.Reading;
using KerasPS.Tests.Hdf5;

namespace KerasPS.Tests.Fuzz;

/// <summary>HDF5 files. Newer ones have a checksum in each structure; it is put right after the damage, so that what comes behind it is reached.</summary>
internal static class Hdf5Fuzz
{
    private const int SmallestStructure = 22;
    private const int LargestStructure = 4096;
    private const int ChecksumInBlock = 17;

    private static readonly string[] Signatures = ["OHDR", "OCHK", "FRHP", "FHIB", "BTHD", "BTLF", "BTIN", "FHDB", "\u0089HDF"];

    public static FuzzTarget Target()
    {
        byte[][] seeds =
        [
            Hdf5Samples.Write(Hdf5Samples.Small()),
            Hdf5Samples.Write(Hdf5Samples.Wide(12)),
            Golden("sample_rnn.weights.h5"),
            Golden("h5py-latest.h5"),
            Golden("h5py-latest-groups.h5"),
        ];
        Dictionary<byte[], (int Start, int End)[]> structures = seeds.ToDictionary(seed => seed, seed => Checked(seed).ToArray());
        return new FuzzTarget("HDF5", seeds, (seed, random) => Mutate(seed, structures[seed], random), Read);
    }

    /// <summary>The number of structures of a file whose checksums are put right.</summary>
    public static int CheckedStructures(byte[] seed) => Checked(seed).Count();

    private static byte[] Golden(string name) => File.ReadAllBytes(RepositoryFiles.PathOf("tests", "goldens", name));

    private static byte[] Mutate(byte[] seed, (int Start, int End)[] structures, Random random)
    {
        byte[] bytes = new ByteMutator(random).Mutate(seed);
        if (random.Next(8) == 0)
            return bytes;
        foreach ((int start, int end) in structures.Where(structure => structure.End <= bytes.Length))
            Write(bytes, start, end);
        return bytes;
    }

    private static void Read(byte[] bytes)
    {
        Hdf5File file = Hdf5File.Open(new MemoryStream(bytes));
        foreach (Hdf5FileDataset dataset in file.Datasets().Where(dataset => dataset.Type.IsNumber))
            dataset.ReadFloats(new float[dataset.Count]);
        file.Verify();
    }

    /// <summary>The structures with a right checksum at their end or, in blocks of a heap, within them.</summary>
    private static IEnumerable<(int Start, int End)> Checked(byte[] bytes)
    {
        foreach (byte[] signature in Signatures.Select(signature => signature.Select(c => (byte)c).ToArray()))
        {
            for (int start = 0; start + SmallestStructure <= bytes.Length; start++)
            {
                if (!bytes.AsSpan(start, signature.Length).SequenceEqual(signature))
                    continue;
                int most = Math.Min(LargestStructure, bytes.Length - start);
                int size = Enumerable.Range(SmallestStructure, most - SmallestStructure + 1).FirstOrDefault(size => IsRight(bytes, start, start + size));
                if (size > 0)
                    yield return (start, start + size);
            }
        }
    }

    private static bool IsRight(byte[] bytes, int start, int end)
    {
        byte[] copy = bytes[start..end];
        return copy.AsSpan().SequenceEqual(Write([.. copy], 0, copy.Length));
    }

    private static byte[] Write(byte[] bytes, int start, int end)
    {
        bool isBlock = bytes.AsSpan(start, 4).SequenceEqual("FHDB"u8);
        Span<byte> sum = bytes.AsSpan(isBlock ? start + ChecksumInBlock : end - sizeof(uint), sizeof(uint));
        if (isBlock)
            sum.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(sum, Lookup3.Hash(bytes.AsSpan(start, end - start - (isBlock ? 0 : sizeof(uint)))));
        return bytes;
    }
}
