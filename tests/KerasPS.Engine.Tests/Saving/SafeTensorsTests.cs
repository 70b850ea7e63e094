using System.Buffers.Binary;
using System.Text;

namespace KerasPS.Tests.Saving;

public class SafeTensorsTests
{
    private static readonly SafeTensor[] Tensors =
    [
        new("dense/kernel", [2, 3], [1, -2, 0.5f, float.MaxValue, float.NaN, 1e-45f]),
        new("dense/bias", [], [7]),
        new("leer/größe", [0, 4], []),
        new("last", [1], [float.NegativeInfinity]),
    ];

    [Fact]
    public void What_was_written_is_read() => AssertSame(Tensors, Read(Write(Tensors)));

    [Fact]
    public void No_arrays_at_all_are_a_file_too() => Assert.Empty(Read(Write([])));

    [Fact]
    public void Values_are_aligned()
    {
        byte[] file = Write(Tensors);
        Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(file) % 8);
    }

    [Fact]
    public void Every_truncation_is_an_error()
    {
        byte[] file = Write(Tensors);
        for (int length = 0; length < file.Length; length++)
            Assert.Equal("InvalidFile", Assert.Throws<KerasException>(() => Read(file[..length])).ErrorId);
    }

    /// <summary>A changed bit is an error, or does not matter (e.g. in the name under which the checksum would have been).</summary>
    [Fact]
    public void Every_changed_bit_is_an_error_or_does_not_matter()
    {
        byte[] file = Write(Tensors);
        int errors = 0;
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            byte[] changed = [.. file];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                AssertSame(Tensors, Read(changed));
            }
            catch (KerasException)
            {
                errors++;
            }
        }

        Assert.True(errors > file.Length * 6);
    }

    [Fact]
    public void More_bytes_are_an_error()
    {
        byte[] file = [.. Write(Tensors), 0];
        Assert.Throws<KerasException>(() => Read(file));
    }

    [Fact]
    public void A_file_without_checksum_is_read()
    {
        IReadOnlyDictionary<string, SafeTensor> read = Read(File("""{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8));
        Assert.Equal([0f, 0f], read["a"].Values);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 12, "12 follow the header")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "overlap or leave a gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "overlap or leave a gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "overlap or leave a gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "of shape (3) has 8 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,8]}}""", 8, "of shape (-1)")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "has 0 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "offsets 8, 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", 8, "offsets 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":1}}""", 8, "instead of dtype, shape and data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", 8, "header cannot be read")]
    [InlineData("""{"a":1}""", 0, "header cannot be read")]
    [InlineData("""{"a":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}""", 8, "the dtype 'F31'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'a' twice")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "header cannot be read")]
    [InlineData("""[1]""", 0, "begin with a brace")]
    [InlineData(""" {}""", 0, "begin with a brace")]
    [InlineData("""{"a":""", 0, "header cannot be read")]
    public void What_the_format_forbids_is_refused(string header, int bytes, string problem)
    {
        KerasException error = Assert.Throws<KerasException>(() => Read(File(header, bytes)));
        Assert.Equal("InvalidFile", error.ErrorId);
        Assert.Contains(problem, error.Message);
    }

    [Fact]
    public void A_huge_array_takes_no_memory_before_its_size_is_checked()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<KerasException>(() => Read(File("""{"a":{"dtype":"F32","shape":[1000000000],"data_offsets":[0,4000000000]}}""", 8)));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Theory]
    [InlineData("F64", "000000000000F8BF0000000000001040", -1.5f, 4f)]
    [InlineData("F32", "0000C0BF00008040", -1.5f, 4f)]
    [InlineData("F16", "00BE0044", -1.5f, 4f)]
    [InlineData("BF16", "C0BF8040", -1.5f, 4f)]
    [InlineData("I64", "FEFFFFFFFFFFFFFF0400000000000000", -2f, 4f)]
    [InlineData("I32", "FEFFFFFF04000000", -2f, 4f)]
    [InlineData("I16", "FEFF0400", -2f, 4f)]
    [InlineData("I8", "FE04", -2f, 4f)]
    [InlineData("U64", "02000000000000000400000000000080", 2f, 9223372036854775808f)]
    [InlineData("U32", "0200000004000080", 2f, 2147483652f)]
    [InlineData("U16", "02000480", 2f, 32772f)]
    [InlineData("U8", "02FE", 2f, 254f)]
    [InlineData("BOOL", "0100", 1f, 0f)]
    public void Numbers_of_other_types_become_single_precision(string type, string bytes, float first, float second)
    {
        byte[] values = Convert.FromHexString(bytes);
        byte[] file = File($$$"""{"a":{"dtype":"{{{type}}}","shape":[2],"data_offsets":[0,{{{values.Length}}}]}}""", values.Length);
        values.CopyTo(file, file.Length - values.Length);
        Assert.Equal([first, second], Read(file)["a"].Values);
        Assert.Equal([first, second], Assert.Single(Open(file)).Values);
    }

    [Fact]
    public void Many_numbers_of_another_type_are_read_in_pieces()
    {
        const int Count = 1_200_000;
        byte[] file = File($$$"""{"a":{"dtype":"U8","shape":[{{{Count}}}],"data_offsets":[0,{{{Count}}}]}}""", Count);
        for (int i = 0; i < Count; i++)
            file[file.Length - Count + i] = (byte)(i % 251);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => (float)(i % 251)), Read(file)["a"].Values);
    }

    [Theory]
    [InlineData("F8_E5M2")]
    [InlineData("F8_E4M3")]
    public void Numbers_of_8_bits_are_said_not_to_be_supported(string type)
    {
        KerasException error = Assert.Throws<KerasException>(() => Read(File($$$"""{"a":{"dtype":"{{{type}}}","shape":[2],"data_offsets":[0,2]}}""", 2)));
        Assert.Equal("TypeNotSupported", error.ErrorId);
        Assert.Contains("only F64, F32, F16", error.Message);
    }

    [Fact]
    public void An_opened_file_reads_what_is_asked_for()
    {
        byte[] file = Write(Tensors);
        IReadOnlyList<SafeTensor> opened = Open(file);
        AssertSame(Tensors, opened.Reverse().ToDictionary(tensor => tensor.Name));
        AssertSame(Tensors, opened.ToDictionary(tensor => tensor.Name));
    }

    [Fact]
    public void An_opened_file_is_checked_as_one_that_is_read()
    {
        byte[] file = Write(Tensors);
        for (int length = 0; length < file.Length; length++)
            Assert.Equal("InvalidFile", Assert.Throws<KerasException>(() => Open(file[..length])).ErrorId);
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            byte[] changed = [.. file];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            string ofRead = Outcome(() => Read(changed).Values.OrderBy(tensor => tensor.Name, StringComparer.Ordinal));
            Assert.Equal(ofRead, Outcome(() => Open(changed).OrderBy(tensor => tensor.Name, StringComparer.Ordinal)));
        }
    }

    [Fact]
    public void A_stream_that_only_goes_forward_gets_the_same_bytes()
    {
        MemoryStream target = new();
        using (System.IO.Compression.ZipArchive archive = new(target, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        using (Stream forward = archive.CreateEntry("a", System.IO.Compression.CompressionLevel.NoCompression).Open())
            SafeTensorsWriter.Write(forward, Tensors);
        using System.IO.Compression.ZipArchive written = new(target, System.IO.Compression.ZipArchiveMode.Read);
        byte[] content = new byte[written.Entries[0].Length];
        using Stream entry = written.Entries[0].Open();
        entry.ReadExactly(content);
        Assert.Equal(Write(Tensors), content);
    }

    [Fact]
    public void Of_arrays_that_are_made_when_asked_one_is_held_at_a_time()
    {
        const int Count = 20;
        const int Size = 1 << 18;
        List<WeakReference> made = [];
        SafeTensor[] tensors = Enumerable.Range(0, Count).Select(i => new SafeTensor($"{i}", [Size], () => Made(i))).ToArray();
        using FileStream stream = System.IO.File.Create(Path.GetTempFileName(), 4096, FileOptions.DeleteOnClose);
        SafeTensorsWriter.Write(stream, tensors);
        Assert.Equal(Count, made.Count);
        made.Clear();
        stream.Position = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        IReadOnlyList<SafeTensor> opened = SafeTensorsReader.Open(stream);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 2 * sizeof(float) * Size);
        Assert.All(opened, tensor => Assert.Equal(int.Parse(tensor.Name), tensor.Values[^1]));

        float[] Made(int i)
        {
            GC.Collect();
            Assert.True(made.Count(reference => reference.IsAlive) <= 1);
            float[] values = new float[Size];
            values.AsSpan().Fill(i);
            made.Add(new WeakReference(values));
            return values;
        }
    }

    [Fact]
    public void A_header_of_more_than_100_MB_is_refused()
    {
        byte[] file = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(file, 100_000_001);
        Assert.Contains("100000001 bytes long", Assert.Throws<KerasException>(() => Read(file)).Message);
        BinaryPrimitives.WriteUInt64LittleEndian(file, ulong.MaxValue);
        Assert.Throws<KerasException>(() => Read(file));
    }

    private static byte[] Write(SafeTensor[] tensors)
    {
        MemoryStream stream = new();
        SafeTensorsWriter.Write(stream, tensors);
        return stream.ToArray();
    }

    private static byte[] File(string header, int bytes)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] file = new byte[8 + json.Length + bytes];
        BinaryPrimitives.WriteInt64LittleEndian(file, json.Length);
        json.CopyTo(file, 8);
        return file;
    }

    private static IReadOnlyDictionary<string, SafeTensor> Read(byte[] file) => SafeTensorsReader.Read(new MemoryStream(file));

    private static IReadOnlyList<SafeTensor> Open(byte[] file) => SafeTensorsReader.Open(new MemoryStream(file));

    private static string Outcome(Func<IEnumerable<SafeTensor>> read)
    {
        try
        {
            return string.Join("; ", read().Select(tensor => $"{tensor.Name} {string.Join(",", tensor.Shape)} {string.Join(",", tensor.Values)}"));
        }
        catch (KerasException exception)
        {
            return exception.ErrorId;
        }
    }

    private static void AssertSame(SafeTensor[] expected, IReadOnlyDictionary<string, SafeTensor> actual)
    {
        Assert.Equal(expected.Select(t => t.Name).Order(), actual.Keys.Order());
        foreach (SafeTensor tensor in expected)
        {
            Assert.Equal(tensor.Shape, actual[tensor.Name].Shape);
            Assert.Equal(tensor.Values.Select(BitConverter.SingleToInt32Bits), actual[tensor.Name].Values.Select(BitConverter.SingleToInt32Bits));
        }
    }
}
