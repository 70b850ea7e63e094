using System.Collections;
using System.IO.Compression;
using KerasPS.EventFiles;
using KerasPS.Protobuf;

namespace KerasPS.Tests.EventFiles;

public sealed class EventLogTests : FolderTest
{
    /// <summary>An event of step 1 with the value 1.5 in single precision, byte by byte.</summary>
    private static readonly byte[] PlainNumber =
        [0x09, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 1, 0x2A, 14, 0x0A, 12, 0x0A, 5, .. "plain"u8, 0x15, 0, 0, 0xC0, 0x3F];

    [Fact]
    public void Every_kind_of_value_is_read_as_it_was_written()
    {
        GraphNode[] nodes = [new("input", "Placeholder", [], [[-1, 4]]), new("net/top", "TopK", ["input", "net/k:1"], [[-1, 2], []])];
        DateTime before = DateTime.Now;
        Write(writer =>
        {
            writer.Add(7, () => SummaryValue.Scalar("loss", 0.1));
            writer.Add(-1, () => SummaryValue.Text("note", "größer | als"));
            writer.Add(2, () => SummaryValue.KerasModel("keras", "{}"));
            writer.Add(3, () => SummaryValue.Histogram("weights", [0, 1, 1, 60, float.NaN]));
            writer.Add(4, () => SummaryValue.Images("image", [PngImage.Of(2, 1, 1, [0, 1])]));
            writer.AddGraph(nodes);
            writer.Add(0, () => HParamsMessage.OfStart(new Hashtable { ["rate"] = 0.5, ["units"] = 32, ["name"] = "a", ["bias"] = true }, 5));
            writer.Add(0, () => HParamsMessage.OfEnd(isSuccess: false, 6));
        });
        LoggedValue[] values = EventLog.Read(Folder.FullName).ToArray();
        Assert.Equal(
            [LogKind.Scalar, LogKind.Text, LogKind.KerasGraph, LogKind.Histogram, LogKind.Image, LogKind.Graph, LogKind.HParams, LogKind.HParams],
            values.Select(value => value.Kind));
        Assert.Equal(["loss", "note", "keras", "weights", "image", "graph", "_hparams_/session_start_info", "_hparams_/session_end_info"], values.Select(value => value.Tag));
        Assert.Equal([7, -1, 2, 3, 4, 0, 0, 0], values.Select(value => value.Step));
        Assert.Equal(0.1f, values[0].Value);
        Assert.Equal("größer | als", values[1].Value);
        Assert.Equal("{}", values[2].Value);
        HistogramBucket[] buckets = Assert.IsType<HistogramBucket[]>(values[3].Value);
        Assert.Equal(30, buckets.Length);
        Assert.Equal([new(0, 2, 3), new(58, 60, 1)], new[] { buckets[0], buckets[^1] });
        Assert.Equal(4, buckets.Sum(bucket => bucket.Count));
        Assert.Equal((2, 1), Assert.IsType<PngImage[]>(values[4].Value).Select(image => (image.Width, image.Height)).Single());
        GraphNode[] read = Assert.IsType<GraphNode[]>(values[5].Value);
        Assert.Equal(nodes.Select(node => node.ToString()), read.Select(node => node.ToString()));
        Assert.Equal(nodes.SelectMany(node => node.Shapes), read.SelectMany(node => node.Shapes));
        Assert.Equal(
            new Dictionary<string, object?> { ["bias"] = true, ["name"] = "a", ["rate"] = 0.5, ["units"] = 32.0 },
            Assert.IsType<Dictionary<string, object?>>(values[6].Value));
        Assert.Equal("Failure", values[7].Value);
        Assert.All(values, value => Assert.InRange(value.WallTime, before.AddSeconds(-1), DateTime.Now.AddSeconds(1)));
        Assert.All(values, value => Assert.Equal(".", value.Run));
    }

    [Theory]
    [InlineData(new float[0], 0)]
    [InlineData(new[] { float.NaN, float.PositiveInfinity }, 0)]
    [InlineData(new[] { 2f, 2f, 2f }, 1)]
    public void A_histogram_of_nothing_or_of_one_value_is_TensorBoards(float[] numbers, int buckets)
    {
        Write(writer => writer.Add(0, () => SummaryValue.Histogram("weights", numbers)));
        HistogramBucket[] read = Assert.IsType<HistogramBucket[]>(Assert.Single(EventLog.Read(Folder.FullName)).Value);
        Assert.Equal(buckets == 0 ? [] : [new(1.5, 2.5, 3)], read);
    }

    /// <summary>The pixels, decoded here: levels are the whole part of 255.5 times the value, and rows begin with the filter "none".</summary>
    [Fact]
    public void A_picture_is_a_PNG_file_of_its_values()
    {
        byte[] file = PngImage.Of(2, 2, 1, [0, 1, 0.5f, -3]).Content;
        Assert.Equal([0x89, .. "PNG\r\n\u001a\n"u8], file[..8]);
        Assert.Equal([0, 0, 0, 2, 0, 0, 0, 2, 8, 0, 0, 0, 0], file[16..29]);
        int length = (file[35] << 8) | file[36];
        using ZLibStream pixels = new(new MemoryStream(file, 41, length), CompressionMode.Decompress);
        using MemoryStream rows = new();
        pixels.CopyTo(rows);
        Assert.Equal([0, 0, 255, 0, 127, 0], rows.ToArray());
        Assert.Equal([0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82], file[^12..]);
    }

    /// <summary>A file as PyTorch's and TensorFlow 1's writers make it: a plain number, an old histogram, and a second value without its metadata.</summary>
    [Fact]
    public void Older_forms_and_values_without_metadata_are_read()
    {
        WriteRaw(
            PlainNumber,
            Event(2, value => value.Text(1, "old").Message(5, histogram => histogram.Double(1, -1).Double(6, 0).Double(6, 2).Double(7, 3).Double(7, 4))),
            Event(3, value => value.Text(1, "text").Message(9, data => data.Message(1, plugin => plugin.Text(1, "text"))).Message(8, TensorMessage.Text("one").Write)),
            Event(4, value => value.Text(1, "text").Message(8, TensorMessage.Text("two").Write)));
        LoggedValue[] values = EventLog.Read(Folder.FullName).ToArray();
        Assert.Equal([LogKind.Scalar, LogKind.Histogram, LogKind.Text, LogKind.Text], values.Select(value => value.Kind));
        Assert.Equal(1.5f, values[0].Value);
        Assert.Equal([new(-1, 0, 3), new HistogramBucket(0, 2, 4)], Assert.IsType<HistogramBucket[]>(values[1].Value));
        Assert.Equal("two", values[3].Value);
    }

    /// <summary>Good checksums around nonsense: everything that can be wrong in a message is an error of the file, none of the program.</summary>
    [Fact]
    public void Messages_that_are_damaged_give_an_error_or_values()
    {
        byte[] message = MessageWriter.ToArray(content => content.Double(1, 5).Number(2, 3).Message(5, summary => summary
            .Message(1, SummaryValue.Histogram("weights", [2]).Write)
            .Message(1, SummaryValue.Images("image", [PngImage.Of(1, 1, 1, [1])]).Write)
            .Message(1, HParamsMessage.OfStart(new Hashtable { ["a"] = 1 }, 2).Write)));
        int errors = 0;
        for (int length = 0; length < message.Length; length++)
            errors += Count(message[..length]);
        Assert.InRange(errors, message.Length - 20, message.Length);
        for (int bit = 0; bit < message.Length * 8; bit++)
        {
            byte[] damaged = [.. message];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            _ = Count(damaged);
        }

        int Count(byte[] bytes)
        {
            WriteRaw(bytes);
            try
            {
                _ = EventLog.Read(Folder.FullName).Count();
                return 0;
            }
            catch (KerasException error)
            {
                Assert.Equal("InvalidFile", error.ErrorId);
                Assert.Contains("at byte 0", error.Message);
                return 1;
            }
        }
    }

    [Fact]
    public void Runs_are_the_folders_below()
    {
        foreach (string run in new[] { "a/train", "b", "" })
        {
            using EventFileWriter writer = new(Folder.PathOf(run));
            writer.Add(0, () => SummaryValue.Scalar("x", 1));
        }

        File.WriteAllText(Path.Combine(Folder.FullName, "b", "notes.txt"), "no events");
        Assert.Equal([".", "a/train", "b"], EventLog.Read(Folder.FullName).Select(value => value.Run));
        string file = Assert.Single(Directory.GetFiles(Path.Combine(Folder.FullName, "a", "train")));
        Assert.Equal("train", Assert.Single(EventLog.Read(file)).Run);
    }

    [Fact]
    public void A_folder_without_event_files_is_not_found() =>
        Assert.Equal("FileNotFound", Assert.Throws<KerasException>(() => EventLog.Read(Folder.FullName)).ErrorId);

    [Fact]
    public void A_missing_file_is_not_found() =>
        Assert.Equal("FileNotFound", Assert.Throws<KerasException>(() => EventLog.Read(Folder.PathOf("none")).Count()).ErrorId);

    [Fact]
    public void What_was_flushed_can_be_read_while_the_file_is_open()
    {
        using EventFileWriter writer = new(Folder.FullName);
        for (int i = 0; i < 2500; i++)
        {
            int step = i;
            writer.Add(step, () => SummaryValue.Scalar("x", step));
        }

        writer.Flush();
        Assert.True(SpinWait.SpinUntil(() => EventLog.Read(Folder.FullName).Count() == 2500, TimeSpan.FromSeconds(20)));
        Assert.Equal(Enumerable.Range(0, 2500).Select(i => (long)i), EventLog.Read(Folder.FullName).Select(value => value.Step));
    }

    [Fact]
    public void What_fails_on_the_other_thread_is_told_when_the_file_is_closed()
    {
        EventFileWriter writer = new(Folder.FullName);
        writer.Add(0, () => throw new IOException("the disk is full"));
        KerasException error = Assert.Throws<KerasException>(() =>
        {
            for (int i = 0; i < 3000; i++)
                writer.Add(i, () => SummaryValue.Scalar("x", 1));
            writer.Dispose();
        });
        Assert.Equal("PathNotWritable", error.ErrorId);
        Assert.Contains("the disk is full", error.Message);
        try
        {
            writer.Dispose();
        }
        catch (KerasException)
        {
            // Closing throws it too, where adding did first.
        }
    }

    private static byte[] Event(long step, Action<MessageWriter> value) =>
        MessageWriter.ToArray(message => message.Double(1, 0).Number(2, step).Message(5, summary => summary.Message(1, value)));

    private void Write(Action<EventFileWriter> add)
    {
        using EventFileWriter writer = new(Folder.FullName);
        add(writer);
    }

    private void WriteRaw(params byte[][] messages)
    {
        using FileStream file = File.Create(Folder.PathOf("events.out.tfevents.1"));
        foreach (byte[] message in messages)
            EventRecord.Write(file, message);
    }
}
