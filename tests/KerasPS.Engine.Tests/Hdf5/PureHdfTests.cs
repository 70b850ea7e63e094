using System.IO.Compression;
using KerasPS.Hdf5;

namespace KerasPS.Tests.Hdf5;

/// <summary>PureHDF, a reader that shares nothing with this one but the format, finds in what we write just what we find.</summary>
public sealed class PureHdfTests : FolderTest
{
    public static TheoryData<string> Samples => new(Roots.Keys);

    private static Dictionary<string, Func<Hdf5Group>> Roots { get; } = new()
    {
        ["all types, texts, numbers without axes, axes of no length"] = Hdf5Samples.Small,
        ["a group of 3,000"] = () => Hdf5Samples.Wide(3000),
        ["a group of none"] = () => Hdf5Samples.Wide(0),
        ["nothing at all"] = () => new(),
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void What_we_write_is_read_by_it(string sample) => AssertReadAlike(Hdf5Samples.Write(Roots[sample]()));

    [Theory]
    [InlineData("float32")]
    [InlineData("bfloat16")]
    public void Files_of_weights_are_read_by_it(string dtype)
    {
        string path = Folder.PathOf("a.weights.h5");
        WeightsFile.Save(Trained(dtype), path, new Dictionary<string, string> { ["checkpoint"] = "{\"größe\":1}" });
        string description = AssertReadAlike(File.ReadAllBytes(path));
        Assert.Contains($"/layers/lstm/cell/vars/0|{dtype}|1,12|", description, StringComparison.Ordinal);
        Assert.Contains("größe", System.Text.RegularExpressions.Regex.Unescape(description), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_within_a_model_s_file_are_read_by_it()
    {
        string path = Folder.PathOf("a.keras");
        ModelFile.Save(Trained("float32"), path);
        using ZipArchive archive = ZipFile.OpenRead(path);
        using Stream member = archive.GetEntry("model.weights.h5")!.Open();
        using MemoryStream bytes = new();
        member.CopyTo(bytes);
        string description = AssertReadAlike(bytes.ToArray());
        Assert.Contains("/optimizer/vars/0|int", description, StringComparison.Ordinal);
    }

    private static string AssertReadAlike(byte[] file)
    {
        string ours = Hdf5Description.Of(file);
        Assert.Equal(ours, PureHdfDescription.Of(file));
        return ours;
    }

    private static Sequential Trained(string dtype)
    {
        Sequential model = new([new Reshape([2, 1]), new LSTM(3), new BatchNormalization(), new Dense(1)], [2]);
        model.Compile(new Adam(), "mse", policy: dtype);
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(1)).Count();
        return model;
    }
}
