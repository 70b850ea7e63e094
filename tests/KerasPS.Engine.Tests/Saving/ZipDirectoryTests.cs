using System.Buffers.Binary;
using System.IO.Compression;
using KerasPS.Files;

namespace KerasPS.Tests.Saving;

/// <summary>The zip64 form of archives, which sizes above 4 GB need, on a small one: its sizes and offsets stand in the zip64 fields.</summary>
public class ZipDirectoryTests
{
    private const int End = 22;
    private const int Locator = 20;
    private const int End64 = 56;

    [Fact]
    public void The_zip64_form_has_the_same_members()
    {
        byte[] small = Archive();
        IReadOnlyList<ZipMember> members = ZipDirectory.Read(new MemoryStream(small), ZipUse.Model);
        Assert.Equal(["config.json", "data/größer.bin"], members.Select(member => member.Name));
        Assert.Equal(members, ZipDirectory.Read(new MemoryStream(Zip64(small)), ZipUse.Model));
    }

    [Theory]
    [InlineData(End + Locator, "zip64 end of central directory record is missing")] // its signature
    [InlineData(End + Locator - 8, "")] // the place of the large end
    [InlineData(End + Locator + End64, "zip64 end of central directory record is missing")]
    [InlineData(End + Locator + End64 - 32, "cannot have")] // the number of members
    [InlineData(End + Locator + End64 - 40, "its central directory would be")] // the directory's size
    public void A_damaged_zip64_form_is_refused(int fromEnd, string message)
    {
        byte[] archive = Zip64(Archive());
        archive[^fromEnd] ^= 0x55;
        ThrowsError("InvalidFile", () => ZipDirectory.Read(new MemoryStream(archive), ZipUse.Model), message);
    }

    [Fact]
    public void Every_changed_bit_of_the_zip64_form_is_an_error_or_changes_nothing_that_is_used()
    {
        byte[] archive = Zip64(Archive());
        IReadOnlyList<ZipMember> members = ZipDirectory.Read(new MemoryStream(archive), ZipUse.Model);
        int refused = 0;
        for (int at = 0; at < archive.Length * 8; at++)
        {
            byte[] damaged = [.. archive];
            damaged[at / 8] ^= (byte)(1 << (at % 8));
            try
            {
                // Whoever reads a member compares its checksum.
                IReadOnlyList<ZipMember> read = ZipDirectory.Read(new MemoryStream(damaged), ZipUse.Model);
                Assert.Equal(members.Count, read.Count);
                foreach ((ZipMember before, ZipMember now) in members.Zip(read))
                {
                    bool isFound = Crc.Zip.Of(damaged.AsSpan((int)now.Offset, (int)now.Length)) != now.Checksum;
                    Assert.True(isFound || (now.Name == before.Name && Content(damaged, now).SequenceEqual(Content(archive, before))), $"bit {at}");
                }
            }
            catch (KerasException error)
            {
                Assert.Equal("InvalidFile", error.ErrorId);
                refused++;
            }
        }

        Assert.InRange(refused, 1000, archive.Length * 8);
        static IEnumerable<byte> Content(byte[] file, ZipMember member) => file.Skip((int)member.Offset).Take((int)member.Length);
    }

    private static byte[] Archive()
    {
        MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in new[] { ("config.json", "{}"u8.ToArray()), ("data/größer.bin", new byte[100]) })
            {
                using Stream member = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                member.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Zip64(byte[] archive)
    {
        ReadOnlySpan<byte> end = archive.AsSpan(archive.Length - End);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        int offset = BinaryPrimitives.ReadInt32LittleEndian(end[16..]);
        MemoryStream large = new();
        large.Write(archive, 0, offset);
        int at = offset;
        for (int i = 0; i < count; i++)
        {
            byte[] header = archive[at..(at + 46)];
            int name = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
            int rest = name + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(32));
            byte[] numbers = [.. Wide(header, 24), .. Wide(header, 20), .. Wide(header, 42)];
            foreach (int field in new[] { 20, 24, 42 })
                header.AsSpan(field, 4).Fill(0xFF);
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(30), (ushort)(numbers.Length + 4));
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(32), 0);
            large.Write([.. header, .. archive[(at + 46)..(at + 46 + name)], 1, 0, (byte)numbers.Length, 0, .. numbers]);
            at += 46 + rest;
        }

        long place = large.Position;
        large.Write([0x50, 0x4B, 6, 6, .. Bytes(End64 - 12), 45, 0, 45, 0, .. new byte[8], .. Bytes(count), .. Bytes(count), .. Bytes(place - offset), .. Bytes(offset)]);
        large.Write([0x50, 0x4B, 6, 7, 0, 0, 0, 0, .. Bytes(place), 1, 0, 0, 0]);
        large.Write([0x50, 0x4B, 5, 6, 0, 0, 0, 0, .. Enumerable.Repeat((byte)0xFF, 12), 0, 0]);
        return large.ToArray();

        static byte[] Wide(byte[] header, int field) => Bytes(BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(field)));
        static byte[] Bytes(long number) => BitConverter.GetBytes(number);
    }
}
