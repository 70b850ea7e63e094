using System.Buffers.Binary;
using System.Text;
using KerasPS.Hdf5;

namespace KerasPS.Tests.Hdf5;

public class Hdf5FileTests
{
    private static readonly string Described = Hdf5Description.Of(Hdf5Samples.Write(Hdf5Samples.Small()));

    [Fact]
    public void What_was_written_is_read()
    {
        Hdf5File file = Hdf5File.Open(new MemoryStream(Hdf5Samples.Write(Hdf5Samples.Small())));
        Assert.True(file.HasChecksum);
        file.Verify();
        Assert.Equal("größe", file.Root.Find("layers/dense/vars")!.Attributes["name"]);
        Hdf5FileDataset kernel = file.Root.Find("layers/dense/vars")!.Datasets["0"];
        Assert.Equal((Hdf5Type.Float32, 24L, 6L), (kernel.Type, kernel.ByteCount, kernel.Count));
        Assert.Equal([2L, 3L], kernel.Shape);
        Assert.Equal([1, -2, 0.5f, float.MaxValue, float.NaN, 1e-45f], Values(kernel));
        Hdf5FileGroup types = file.Root.Groups["types"];
        Assert.Equal([1f, 2f], Values(types.Datasets["half"]));
        Assert.Equal([1.5f], Values(types.Datasets["f2"]));
        Assert.Equal([0.1f], Values(types.Datasets["f8"]));
        Assert.Equal([-1f, 1f], Values(types.Datasets["i1"]));
        Assert.Equal([65535f], Values(types.Datasets["u2"]));
        Assert.Equal(123456789, types.Datasets["i4"].ReadInteger());
        Assert.Equal(1L << 40, types.Datasets["i8"].ReadInteger());
        Assert.Null(file.Root.Find("layers/none/vars"));
        Assert.Equal(10, file.Datasets().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(9000)]
    public void Groups_of_any_size_are_read(int count)
    {
        Hdf5File file = Hdf5File.Open(new MemoryStream(Hdf5Samples.Write(Hdf5Samples.Wide(count))));
        file.Verify();
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"group_{i}").Order(StringComparer.Ordinal), file.Root.Groups["wide"].Groups.Keys);
    }

    [Fact]
    public void A_file_within_another_one_is_read()
    {
        byte[] file = Hdf5Samples.Write(Hdf5Samples.Small());
        MemoryStream stream = new([.. new byte[100], .. file, .. new byte[7]]);
        Assert.Equal(Described, Hdf5Description.Of(Hdf5File.Open(stream, 100, file.Length)));
    }

    [Fact]
    public void Values_are_read_from_any_place_on()
    {
        float[] values = Enumerable.Range(0, 100_000).Select(i => (float)i).ToArray();
        Hdf5Group root = new();
        root.Add(Hdf5Samples.Floats("single", [values.Length], values));
        root.Add(Hdf5Samples.Of("double", Hdf5Type.Float64, [values.Length], Array.ConvertAll(values, value => (double)value)));
        Hdf5File file = Hdf5File.Open(new MemoryStream(Hdf5Samples.Write(root)));
        foreach (Hdf5FileDataset dataset in file.Datasets())
        {
            float[] some = new float[50_000];
            dataset.ReadFloats(some, 40_000);
            Assert.Equal(values[40_000..90_000], some);
            Assert.Throws<ArgumentOutOfRangeException>(() => dataset.ReadFloats(new float[2], 99_999));
        }
    }

    [Fact]
    public void The_same_content_makes_the_same_bytes() =>
        Assert.Equal(Hdf5Samples.Write(Hdf5Samples.Small()), Hdf5Samples.Write(Hdf5Samples.Small()));

    [Fact]
    public void A_file_is_written_to_a_stream_that_cannot_go_back()
    {
        using MemoryStream bytes = new();
        using (System.IO.Compression.ZipArchive zip = new(bytes, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        using (Stream entry = zip.CreateEntry("x.h5", System.IO.Compression.CompressionLevel.NoCompression).Open())
            Hdf5Writer.Write(entry, Hdf5Samples.Small());
        int start = bytes.ToArray().AsSpan().IndexOf([(byte)0x89, (byte)'H', (byte)'D', (byte)'F']);
        byte[] file = Hdf5Samples.Write(Hdf5Samples.Small());
        Assert.Equal(file, bytes.ToArray()[start..(start + file.Length)]);
    }

    [Fact]
    public void The_samples_of_Keras_are_read()
    {
        Hdf5File file = Hdf5File.Open(new MemoryStream(File.ReadAllBytes(RepositoryFiles.PathOf("tests", "goldens", "sample_rnn.weights.h5"))));
        Assert.False(file.HasChecksum);
        Assert.NotEmpty(file.Root.Find("layers")!.Groups);
        Assert.All(file.Datasets().Where(dataset => dataset.Path.StartsWith("/layers", StringComparison.Ordinal)), dataset => Assert.Equal(Hdf5Type.Float32, dataset.Type));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a/b")]
    [InlineData("a\0")]
    public void Names_that_cannot_be_are_refused(string name)
    {
        Assert.Equal("InvalidValue", Assert.Throws<KerasException>(() => new Hdf5Group().Group(name)).ErrorId);
        Assert.Equal("InvalidValue", Assert.Throws<KerasException>(() => Hdf5Samples.Floats(name, [1], 1)).ErrorId);
    }

    [Fact]
    public void Names_are_unique()
    {
        Hdf5Group root = new();
        root.Add(Hdf5Samples.Floats("a", [1], 1));
        Assert.Equal("DuplicateName", Assert.Throws<KerasException>(() => root.Add(Hdf5Samples.Floats("a", [1], 1))).ErrorId);
        Assert.Equal("DuplicateName", Assert.Throws<KerasException>(() => root.Group("a")).ErrorId);
        Assert.Same(root.Group("b"), root.Group("b"));
    }

    [Fact]
    public void A_dataset_writes_what_its_shape_holds()
    {
        Hdf5Group root = new();
        root.Add(Hdf5Samples.Floats("a", [2], 1));
        Assert.Contains("has 8 bytes, but 4 were written", Assert.Throws<KerasException>(() => Hdf5Samples.Write(root)).Message, StringComparison.Ordinal);
    }

    /// <summary>Each change is one that h5py's files of another content could have, so that only the check of that very thing finds it.</summary>
    [Fact]
    public void What_the_format_forbids_is_refused()
    {
        Hdf5Group root = new();
        root.Group("a").Add(Hdf5Samples.Floats("x", [2], 1, 2));
        root.Group("b").Add(Hdf5Samples.Floats("y", [2], 1, 2));
        byte[] file = Hdf5Samples.Write(root);
        int heap = IndexOf(file, "HEAP", 2);
        Assert.Equal("a\0\0\0\0\0\0\0b\0", Encoding.ASCII.GetString(file, heap + 40, 10));
        AssertRefused("has '/a' twice", Changed(file, heap + 48, [(byte)'a']));
        AssertRefused("named '/'", Changed(file, heap + 40, [(byte)'/']));
        AssertRefused("named ''", Changed(file, heap + 40, [0]));

        int entries = IndexOf(file, "SNOD", 2);
        byte[] addressOfA = file[(entries + 16)..(entries + 24)];
        byte[] addressOfRoot = file[64..72];
        AssertRefused("second hard link", Changed(file, entries + 56, addressOfA));
        AssertRefused("a cycle", Changed(file, entries + 56, addressOfRoot));
        AssertRefused("soft link", Changed(file, entries + 24, [2]));
        AssertRefused("of at most 8 entries", Changed(file, entries + 6, [9]));

        int layout = file.AsSpan().IndexOf(new byte[] { 8, 0, 24, 0, 0, 0, 0, 0, 3, 1 });
        AssertRefused("would have 8 bytes at", Changed(file, layout + 10, Int64(file.Length - 7)));
        AssertRefused("none were ever written", Changed(file, layout + 10, Int64(-1)));
        AssertRefused("has the address 9223372036854775808", Changed(file, layout + 10, Int64(long.MinValue)));
        AssertRefused("has 1099511627776 bytes", Changed(file, layout + 18, Int64(1L << 40)));
        AssertRefused("in chunks", Changed(file, layout + 9, [2]));

        int shape = file.AsSpan().IndexOf(new byte[] { 1, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0 });
        AssertRefused("of shape (4611686018427387904)", Changed(file, shape + 8, Int64(1L << 62)));
        AssertRefused("33 axes", Changed(file, shape + 1, [33]));
        AssertRefused("was 0 bytes long", Changed(file, 40, Int64(0)));
        AssertRefused("contradict each other", Changed(file, 80, Int64(8)));
    }

    private static void AssertRefused(string problem, byte[] file)
    {
        KerasException error = Assert.Throws<KerasException>(() => Hdf5File.Open(new MemoryStream(file)));
        Assert.True(error.Message.Contains(problem, StringComparison.Ordinal), error.Message);
    }

    private static byte[] Changed(byte[] file, int at, byte[] by) => [.. file[..at], .. by, .. file[(at + by.Length)..]];

    private static byte[] Int64(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }

    private static int IndexOf(byte[] file, string signature, int which)
    {
        int at = -1;
        for (int i = 0; i <= which; i++)
            at += 1 + file.AsSpan(at + 1).IndexOf(Encoding.ASCII.GetBytes(signature));
        return at;
    }

    private static float[] Values(Hdf5FileDataset dataset)
    {
        float[] values = new float[dataset.Count];
        dataset.ReadFloats(values);
        return values;
    }
}
