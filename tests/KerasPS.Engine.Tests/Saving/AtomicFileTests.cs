using KerasPS.Files;

namespace KerasPS.Tests.Saving;

public sealed class AtomicFileTests : FolderTest
{
    private string Target => Path.Combine(Folder.FullName, "sub", "a.bin");

    [Fact]
    public void Makes_the_folder_and_replaces_the_file()
    {
        AtomicFile.Write(Target, stream => stream.Write("first, longer"u8));
        AtomicFile.Write(Target, stream => stream.Write("second"u8));
        Assert.Equal("second", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(Folder.FullName, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_failure_leaves_the_file_that_was_there()
    {
        AtomicFile.Write(Target, stream => stream.Write("first"u8));
        NotSupportedException mine = new("mine");
        Exception thrown = Assert.Throws<NotSupportedException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write("half"u8);
            throw mine;
        }));
        Assert.Same(mine, thrown);
        Assert.Equal("first", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(Folder.FullName, "*", SearchOption.AllDirectories));
    }

    /// <summary>A disk that is full, or breaks, after any number of bytes.</summary>
    [Fact]
    public void A_checkpoint_that_fails_at_any_byte_leaves_the_one_before_whole()
    {
        Sequential model = new([new Dense(1)], [2]);
        model.Compile("adam", "mse");
        _ = model.Fit(new Dataset([1, 2, 3, 4], [2], [1, 2])).ToArray();
        AtomicFile.Write(Target, stream => ModelFile.Write(model, stream));
        byte[] before = File.ReadAllBytes(Target);
        _ = model.Fit(new Dataset([1, 2, 3, 4], [2], [1, 2])).ToArray();
        for (int room = 0; room < before.Length; room++)
        {
            KerasException error = Assert.Throws<KerasException>(() =>
                AtomicFile.Write(Target, stream => ModelFile.Write(model, new SmallDisk(stream, room))));
            Assert.Equal("PathNotWritable", error.ErrorId);
            Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllBytes(Target));
            Assert.Equal([Target], Directory.GetFiles(Folder.FullName, "*", SearchOption.AllDirectories));
        }
    }

    [Fact]
    public void Others_see_the_old_file_until_the_new_one_is_whole()
    {
        AtomicFile.Write(Target, stream => stream.Write("first"u8));
        AtomicFile.Write(Target, stream =>
        {
            stream.Write("half"u8);
            stream.Flush();
            Assert.Equal("first", File.ReadAllText(Target));
            stream.Write(" and half"u8);
        });
        Assert.Equal("half and half", File.ReadAllText(Target));
    }

    [Fact]
    public void A_failed_save_of_a_model_keeps_the_last_one()
    {
        string path = Folder.PathOf("a.keras");
        Model model = TinyTraining.Model();
        ModelFile.Save(model, path);
        byte[] before = File.ReadAllBytes(path);
        Sequential twoOfAName = new([new KerasPS.Layers.Dense(1), new KerasPS.Layers.Dense(1)], [2]);
        twoOfAName.Build([2]);
        twoOfAName.Layers[1].Name = twoOfAName.Layers[0].Name;
        Assert.Equal("DuplicateName", Assert.Throws<KerasException>(() => ModelFile.Save(twoOfAName, path)).ErrorId);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(Folder.FullName));
    }

    [Fact]
    public void A_folder_or_a_place_below_a_file_cannot_be_written()
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Folder.PathOf("file"), "");
        foreach (string path in new[] { Target, Path.Combine(Folder.FullName, "file", "a.bin") })
        {
            KerasException error = Assert.Throws<KerasException>(() => AtomicFile.Write(path, _ => { }));
            Assert.Equal(("PathNotWritable", KerasErrorKind.WriteError, path), (error.ErrorId, error.Kind, error.Target));
        }
    }

    private sealed class SmallDisk(Stream disk, long room) : Stream
    {
        public override bool CanRead => disk.CanRead;

        public override bool CanSeek => disk.CanSeek;

        public override bool CanWrite => true;

        public override long Length => disk.Length;

        public override long Position { get => disk.Position; set => disk.Position = value; }

        public override void Flush() => disk.Flush();

        public override int Read(byte[] buffer, int offset, int count) => disk.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => disk.Seek(offset, origin);

        public override void SetLength(long value) => disk.SetLength(value);

        public override void Write(byte[] buffer, int offset, int count)
        {
            int fitting = (int)Math.Clamp(room - disk.Position, 0, count);
            disk.Write(buffer, offset, fitting);
            if (fitting < count)
                throw new IOException("No space left on device");
        }
    }
}
