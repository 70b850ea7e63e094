using System.Text;
using KerasPS.EventFiles;
using KerasPS.Files;

namespace KerasPS.Tests.EventFiles;

public class EventRecordTests
{
    /// <summary>The vectors of RFC 3720, appendix B.4, and the usual check value.</summary>
    [Theory]
    [InlineData("zeros", 0x8A9136AAu)]
    [InlineData("ones", 0x62A8AB43u)]
    [InlineData("rising", 0x46DD794Eu)]
    [InlineData("falling", 0x113FDB5Cu)]
    [InlineData("digits", 0xE3069283u)]
    [InlineData("nothing", 0u)]
    public void Checksums_are_those_of_the_standard(string vector, uint expected)
    {
        byte[] bytes = vector switch
        {
            "zeros" => new byte[32],
            "ones" => Enumerable.Repeat((byte)0xFF, 32).ToArray(),
            "rising" => Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(),
            "falling" => Enumerable.Range(0, 32).Select(i => (byte)(31 - i)).ToArray(),
            "digits" => "123456789"u8.ToArray(),
            _ => [],
        };
        Assert.Equal(expected, Crc.Castagnoli.Of(bytes));
    }

    /// <summary>The first record of every file that TensorFlow writes begins so: 24 bytes, and the masked checksum of that length.</summary>
    [Fact]
    public void A_record_is_framed_as_TensorFlow_frames_it()
    {
        using MemoryStream file = new();
        EventRecord.Write(file, new byte[24]);
        Assert.Equal("18-00-00-00-00-00-00-00-A3-7F-4B-22", BitConverter.ToString(file.ToArray(), 0, 12));
        Assert.Equal(8 + 4 + 24 + 4, file.Length);
    }

    [Fact]
    public void Records_are_read_as_they_were_written()
    {
        byte[] file = ThreeRecords();
        Assert.Equal(["", "second", "the third one"], Read(file));
        Assert.Equal([0L, 16, 38], EventRecord.ReadAll(new MemoryStream(file)).Select(record => record.Offset));
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_gives_the_whole_records_before()
    {
        byte[] file = ThreeRecords();
        for (int length = 0; length < file.Length; length++)
            Assert.Equal(length < 16 ? 0 : length < 38 ? 1 : 2, Read(file[..length]).Length);
    }

    [Fact]
    public void A_single_wrong_bit_anywhere_is_an_error_that_says_where()
    {
        byte[] file = ThreeRecords();
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            byte[] damaged = [.. file];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            KerasException error = Assert.Throws<KerasException>(() => Read(damaged));
            Assert.Equal("InvalidFile", error.ErrorId);
            Assert.Contains($"at byte {(bit < 16 * 8 ? 0 : bit < 38 * 8 ? 16 : 38)} is damaged", error.Message);
        }
    }

    private static byte[] ThreeRecords()
    {
        using MemoryStream file = new();
        foreach (string text in new[] { "", "second", "the third one" })
            EventRecord.Write(file, Encoding.UTF8.GetBytes(text));
        return file.ToArray();
    }

    private static string[] Read(byte[] file) => EventRecord.ReadAll(new MemoryStream(file)).Select(record => Encoding.UTF8.GetString(record.Content)).ToArray();
}
