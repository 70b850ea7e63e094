using KerasPS.Data.Numpy;

namespace KerasPS.Tests.Data.Numpy;

/// <summary>The files in tests/goldens/numpy are NumPy's.</summary>
public sealed class NpyFileTests : FolderTest
{
    [Theory]
    [InlineData("types.npz")]
    [InlineData("types-compressed.npz")]
    public void Every_type_order_and_arrangement_is_read(string name)
    {
        using NpzFile file = NpzFile.Open(Golden(name));
        Assert.Equal(12 * 2 * 2, file.Names.Count);
        foreach (string array in file.Names)
        {
            NpyArray read = file.Read(array);
            Assert.Equal([2, 3, 2], read.Shape);
            Assert.Equal(Expected(array[0]), read.Values.ToArray());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_version_is_read(int version)
    {
        NpyArray array = NpyFile.Read(Golden($"version-{version}.npy"));
        Assert.Equal([3, 2], array.Shape);
        Assert.Equal([0, 1, 2, 3, 4, 5], array.Values.ToArray());
    }

    [Fact]
    public void Numbers_that_single_precision_lacks_are_rounded()
    {
        string path = Folder.Write("large.npy", NpyBytes.Create("<i8", "(2,)", [.. BitConverter.GetBytes((1L << 53) + 1), .. BitConverter.GetBytes((1L << 24) + 1)]));
        Assert.Equal([1L << 53, 1 << 24], NpyFile.Read(path).Values.ToArray());
    }

    [Fact]
    public void Bytes_stay_bytes()
    {
        ByteValues values = Assert.IsType<ByteValues>(NpyFile.Read(Folder.Write("bytes.npy", NpyBytes.Create("|u1", "(2, 2)", 1, 2, 3, 255))).Values);
        Assert.Equal([1, 2, 3, 255], values.Bytes);
    }

    [Theory]
    [InlineData("object", "Python objects", "pickles are refused")]
    [InlineData("complex", "complex numbers", "<c8")]
    [InlineData("structured", "fields", "structured")]
    [InlineData("text", "strings", "<U3")]
    [InlineData("time", "dates or durations", "<M8[D]")]
    [InlineData("long-double", "16 bytes", "<f16")]
    public void Other_types_are_refused(string name, params string[] message) =>
        ThrowsError("TypeNotSupported", () => NpyFile.Read(Golden(name + ".npy")), [name + ".npy", .. message]);

    [Theory]
    [InlineData("__import__('os')", "__import__")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2,)", "ends early")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), } + 1", "+ 1")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': open('x'), }", "open")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, }", "descr, fortran_order")]
    [InlineData("{'descr': '|u1', 'fortran_order': 0, 'shape': (2,), }", "a boolean")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (-2,), }", "tuple of at most 64 sizes")]
    [InlineData("{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", "'descr'")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': ((((((((((2)))))))))), }", "((2")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,), }", "9999")]
    public void A_header_that_is_no_dictionary_of_literals_is_refused(string header, string message) =>
        ThrowsError("InvalidNpy", () => NpyFile.Read(Folder.Write("bad.npy", NpyBytes.WithHeader(header, 1, 2))), "bad.npy", message);

    [Fact]
    public void The_size_must_be_that_of_the_shape()
    {
        ThrowsError("TruncatedNpy", () => NpyFile.Read(Folder.Write("short.npy", NpyBytes.Create("<f4", "(2,)", new byte[7]))), "short.npy", "(2,)", "needs 8 bytes", "are 7");
        ThrowsError("InvalidNpy", () => NpyFile.Read(Folder.Write("long.npy", NpyBytes.Create("<f4", "(2, 1)", new byte[9]))), "(2, 1)", "are 9");
        ThrowsError("TruncatedNpy", () => NpyFile.Read(Folder.Write("huge.npy", NpyBytes.Create("|u1", "(9223372036854775807, 9223372036854775807, 3)"))), "huge.npy");
        ThrowsError("InvalidNpy", () => NpyFile.Read(Folder.Write("text.npy", "what is this?")), "magic");
        ThrowsError("InvalidNpy", () => NpyFile.Read(Folder.Write("new.npy", [0x93, .. "NUMPY"u8, 4, 0, 0, 0])), "4.0");
    }

    [Fact]
    public void Every_truncation_is_an_error()
    {
        byte[] file = File.ReadAllBytes(Golden("version-2.npy"));
        for (int length = 0; length < file.Length; length++)
            Assert.Throws<KerasException>(() => NpyFile.Read(Folder.Write("cut.npy", file[..length])));
        byte[] archive = File.ReadAllBytes(Golden("mnist-like.npz"));
        for (int length = 0; length < archive.Length; length++)
            ThrowsError("InvalidFile", () => NpzFile.Open(Folder.Write("cut.npz", archive[..length])), "cut.npz");
    }

    [Fact]
    public void Any_changed_byte_of_an_array_in_an_archive_is_found()
    {
        byte[] archive = File.ReadAllBytes(Golden("mnist-like.npz"));
        using NpzFile sound = NpzFile.Open(Golden("mnist-like.npz"));
        float[] before = sound.Read("x_train").Values.ToArray();
        for (int i = 0; i < archive.Length; i++)
        {
            byte[] changed = [.. archive];
            changed[i] ^= 4;
            string path = Folder.Write("changed.npz", changed);
            try
            {
                using NpzFile file = NpzFile.Open(path);
                if (file.Names.Contains("x_train"))
                    Assert.Equal(before, file.Read("x_train").Values.ToArray());
            }
            catch (KerasException)
            {
            }
        }
    }

    internal static string Golden(string name) => RepositoryFiles.PathOf("tests", "goldens", "numpy", name);

    /// <summary>What the arrays hold at [i, j, k], by the first letter of their type.</summary>
    private static IEnumerable<float> Expected(char kind) =>
        from i in Enumerable.Range(0, 2)
        from j in Enumerable.Range(0, 3)
        from k in Enumerable.Range(0, 2)
        let number = (100 * i) + (10 * j) + k
        select kind switch
        {
            'b' => (i + j + k) % 2,
            'u' => number,
            'i' => number - 111,
            _ => (number - 111) / 8f,
        };
}
