using KerasPS.Hdf5;

namespace KerasPS.Tests.Hdf5;

/// <summary>What h5py writes is read as it reads it, and what we write is read by it.</summary>
public sealed class H5PyTests : FolderTest
{
    [H5PyFact]
    public void Files_of_h5py_are_read_or_refused()
    {
        string written = Folder.PathOf("written");
        H5Py.Run("write.py", written);
        string[] files = Directory.GetFiles(written);
        Assert.True(files.Length > 50);
        string[] expected = Parts(H5Py.Run("describe.py", files));
        Assert.Equal(files.Length, expected.Length);
        foreach ((string path, string description) in files.Zip(expected))
            Assert.Equal((path, description), (path, Hdf5Description.Of(File.ReadAllBytes(path))));

        string[] refused = Directory.GetFiles(Path.Combine(written, "refused"));
        Assert.True(refused.Length > 30);
        foreach (string path in refused)
        {
            KerasException error = Assert.Throws<KerasException>(() => Hdf5File.Open(new MemoryStream(File.ReadAllBytes(path))));
            string reason = Path.GetFileName(path).Split('.')[0];
            Assert.True(error.Message.Contains(reason, StringComparison.Ordinal), $"{path}: {error.Message}");
            Assert.Equal((path, reason == "signature" ? "InvalidFile" : "NotSupported"), (path, error.ErrorId));
        }
    }

    [H5PyFact]
    public void What_we_write_is_read_by_h5py()
    {
        foreach (Hdf5Group root in new[] { Hdf5Samples.Small(), Hdf5Samples.Wide(3000), Hdf5Samples.Wide(0), new() })
        {
            string path = Folder.PathOf("ours.h5");
            File.WriteAllBytes(path, Hdf5Samples.Write(root));
            Assert.Equal(H5Py.Run("describe.py", path), Hdf5Description.Of(File.ReadAllBytes(path)));
        }
    }

    /// <summary>What was printed of each file, which begins with its root.</summary>
    private static string[] Parts(string printed) => printed.Split("\n|group|").Select((part, i) => (i == 0 ? "" : "|group|") + part.TrimEnd('\n') + "\n").ToArray();
}
