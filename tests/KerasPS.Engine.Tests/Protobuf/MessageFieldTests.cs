using KerasPS.Protobuf;

namespace KerasPS.Tests.Protobuf;

public class MessageFieldTests
{
    [Fact]
    public void Numbers_are_read_packed_and_one_by_one()
    {
        // Field 1: 150, then 3 and -1 packed, whose ten bytes are all of its bits.
        byte[] message = [0x08, 0x96, 0x01, 0x0A, 0x0B, 0x03, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01];
        MessageField[] fields = MessageField.ReadAll(message);
        Assert.Equal([1, 1], fields.Select(field => field.Field));
        Assert.Equal([150], fields[0].Numbers());
        Assert.Equal([3, -1], fields[1].Numbers());
    }

    [Fact]
    public void What_is_written_is_read()
    {
        byte[] message = MessageWriter.ToArray(writer => writer
            .Number(1, -7).Single(2, 0.5f).Double(3, -0.25).Text(4, "größer").Bytes(5, [1, 2]).Message(6, inner => inner.Number(1, 9)));
        MessageField[] fields = MessageField.ReadAll(message);
        Assert.Equal(-7, fields[0].Number);
        Assert.Equal(0.5f, fields[1].Single);
        Assert.Equal(-0.25, fields[2].Double);
        Assert.Equal("größer", fields[3].Text);
        Assert.Equal([1, 2], fields[4].Bytes);
        Assert.Equal(9, fields[5].Fields.Single().Number);
        Assert.Equal([0.5f], fields[1].Singles());
        Assert.Equal([-0.25], fields[2].Doubles());
    }

    [Theory]
    [InlineData(new byte[] { 0x08 }, "no value")]
    [InlineData(new byte[] { 0x0A, 0x05, 0x01 }, "shorter than it says")]
    [InlineData(new byte[] { 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, "a number of more than 64 bits")]
    [InlineData(new byte[] { 0x0B }, "a group")]
    [InlineData(new byte[] { 0x00 }, "the field 0")]
    public void What_is_no_message_is_refused(byte[] message, string what) =>
        Assert.True(Record.Exception(() => MessageField.ReadAll(message)) is InvalidDataException, what);

    [Fact]
    public void A_field_of_another_kind_is_refused()
    {
        MessageField number = MessageField.ReadAll([0x08, 0x01]).Single();
        Assert.Equal(1, number.Number);
        foreach (Action read in new Action[] { () => _ = number.Text, () => _ = number.Double, () => _ = number.Single, () => _ = number.Fields })
            Assert.Throws<InvalidDataException>(read);
        MessageField bytes = MessageField.ReadAll([0x0A, 0x03, 0xFF, 0xFF, 0xFF]).Single();
        Assert.Throws<InvalidDataException>(() => bytes.Number);
        Assert.Throws<InvalidDataException>(bytes.Numbers);
        Assert.Throws<InvalidDataException>(bytes.Singles);
    }
}
