using KerasPS.Hdf5;
using KerasPS.Tests.Data;

namespace KerasPS.Tests.Hdf5;

/// <summary>What h5py writes is read as it reads it, and what we write is read by it.</summary>
public sealed class H5PyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [H5PyFact]
    public void Files_of_h5py_are_read_or_refused()
    {
        string written = folder.PathOf("written");
        H5Py.Run("write.py", written);
        string[] files = Directory.GetFiles(written);
        Assert.True(files.Length > 50);
        foreach (string path in files)
        {
            using FileStream stream = File.OpenRead(path);
            Assert.Equal((path, H5Py.Run("describe.py", path)), (path, Hdf5Description.Of(Hdf5File.Open(stream))));
        }

        string[] refused = Directory.GetFiles(Path.Combine(written, "refused"));
        Assert.True(refused.Length > 30);
        foreach (string path in refused)
        {
            using FileStream stream = File.OpenRead(path);
            KerasException error = Assert.Throws<KerasException>(() => Hdf5File.Open(stream));
            string reason = Path.GetFileName(path).Split('.')[0];
            Assert.Equal(reason == "signature" ? "InvalidFile" : "NotSupported", error.ErrorId);
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        }
    }

    [H5PyFact]
    public void What_we_write_is_read_by_h5py()
    {
        foreach (Hdf5Group root in new[] { Hdf5Samples.Small(), Hdf5Samples.Wide(3000), Hdf5Samples.Wide(0), new() })
        {
            string path = folder.PathOf("ours.h5");
            File.WriteAllBytes(path, Hdf5Samples.Write(root));
            Assert.Equal(H5Py.Run("describe.py", path), Hdf5Description.Of(File.ReadAllBytes(path)));
        }
    }
}
