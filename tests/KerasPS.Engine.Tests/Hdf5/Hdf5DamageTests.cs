using System.Text.RegularExpressions;
using KerasPS.Hdf5;

namespace KerasPS.Tests.Hdf5;

/// <summary>A damaged file is an error, or says what it said before; it never takes more memory than a few times its size.</summary>
public class Hdf5DamageTests
{
    private const long MaxMemory = 256 << 20;

    /// <summary>A prime, so that all bits of bytes have their turn.</summary>
    private const int Step = 13;

    private static readonly byte[] Sample = Hdf5Samples.Write(Hdf5Samples.Small());

    [Fact]
    public void Every_truncation_is_an_error()
    {
        for (int length = 0; length < Sample.Length; length++)
        {
            byte[] file = Sample[..length];
            Assert.Equal("InvalidFile", Assert.Throws<KerasException>(() => ReadAll(file)).ErrorId);
        }
    }

    [Fact]
    public void Every_truncation_of_a_stream_that_claims_its_whole_length_is_an_error()
    {
        for (int length = 0; length < Sample.Length; length++)
        {
            MemoryStream stream = new(Sample[..length]);
            Assert.Equal("InvalidFile", Assert.Throws<KerasException>(() => ReadAll(Hdf5File.Open(stream, 0, Sample.Length))).ErrorId);
        }
    }

    [Fact]
    public void Every_changed_bit_is_an_error_or_does_not_matter()
    {
        string expected = WithoutChecksum(Hdf5Description.Of(Sample));
        int errors = 0;
        for (int bit = 0; bit < Sample.Length * 8; bit++)
        {
            byte[] changed = Changed(Sample, bit);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Assert.Equal((bit, expected), (bit, ReadAll(changed)));
            }
            catch (KerasException exception)
            {
                Assert.Contains(exception.ErrorId, (string[])["InvalidFile", "NotSupported"]);
                errors++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxMemory);
        }

        // Nodes have room for more entries than there are, and those bytes say nothing.
        Assert.InRange(errors, Sample.Length, Sample.Length * 8);
    }

    /// <summary>Keras's files have no checksum, so a changed value is another value; the file still is read or refused.</summary>
    [Fact]
    public void A_changed_bit_of_a_file_of_Keras_is_an_error_or_is_read()
    {
        byte[] file = File.ReadAllBytes(RepositoryFiles.PathOf("tests", "goldens", "sample_rnn.weights.h5"));
        for (int bit = 0; bit < file.Length * 8; bit += Step)
        {
            byte[] changed = Changed(file, bit);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                foreach (Hdf5FileDataset dataset in Hdf5File.Open(new MemoryStream(changed)).Datasets())
                    dataset.Read(new byte[dataset.ByteCount]);
            }
            catch (KerasException exception)
            {
                Assert.Contains(exception.ErrorId, (string[])["InvalidFile", "NotSupported"]);
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxMemory);
        }
    }

    private static byte[] Changed(byte[] file, int bit)
    {
        byte[] changed = [.. file];
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    }

    private static string ReadAll(byte[] file) => ReadAll(Hdf5File.Open(new MemoryStream(file)));

    private static string ReadAll(Hdf5File file)
    {
        file.Verify();
        return WithoutChecksum(Hdf5Description.Of(file));
    }

    /// <summary>The checksum, under whatever name it has become.</summary>
    private static string WithoutChecksum(string description) => Regex.Replace(description, "(?<=^.*)(, )?\"[^\"]*\": \"[0-9a-f]{8}\"(, )?(?=.*\n/)", "");
}
