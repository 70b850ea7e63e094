namespace KerasPS.Tests.Data;

public sealed class IdxDatasetTests : FolderTest
{
    private string Images(string name = "images", params uint[] shape) =>
        Folder.Write(name, IdxBytes.Create(0x08, shape.Length == 0 ? [2, 1, 2] : shape, 0, 51, 102, 255));

    private string Labels(params byte[] labels) => Folder.Write("labels", IdxBytes.Create(0x08, [(uint)labels.Length], labels));

    [Fact]
    public void Images_get_a_channel_axis_and_labels_their_indices()
    {
        Dataset data = IdxDataset.Load(Images(), Labels(7, 3));
        Assert.Equal([1, 2, 1], data.FeatureShape);
        Assert.Equal([0, 51, 102, 255], data.Features);
        Assert.Equal([7, 3], data.Labels!);
        Assert.Empty(data.LabelShape);
        Assert.Equal("images", data.Name);
    }

    [Fact]
    public void Labels_and_scale_are_optional()
    {
        Assert.Null(IdxDataset.Load(Images()).Labels);
        Assert.Equal([0, 0.2f, 0.4f, 1], IdxDataset.Load(Images(), scale: 1 / 255f).Features, (x, y) => Math.Abs(x - y) < 1e-6f);
        ThrowsError("InvalidScale", () => IdxDataset.Load(Images(), scale: 0), "0");
    }

    [Fact]
    public void Other_ranks_keep_their_shape()
    {
        Assert.Equal([2], IdxDataset.Load(Images("rows", 2, 2)).FeatureShape);
        Assert.Equal([1, 1, 2], IdxDataset.Load(Images("colors", 2, 1, 1, 2)).FeatureShape);
        ThrowsError("ShapeMismatch", () => IdxDataset.Load(Images("line", 4)), "line", "4 elements");
    }

    [Fact]
    public void Files_are_found_with_and_without_gz()
    {
        Folder.Write("a.gz", IdxBytes.Compress(File.ReadAllBytes(Images())));
        Assert.Equal([0, 51, 102, 255], IdxDataset.Load(Folder.PathOf("a")).Features);
        Assert.Equal([0, 51, 102, 255], IdxDataset.Load(Folder.PathOf("images.gz")).Features);
        ThrowsError("FileNotFound", () => IdxDataset.Load(Folder.PathOf("b")), $"'{Folder.PathOf("b")}'", $"'{Folder.PathOf("b.gz")}'");
        ThrowsError("FileNotFound", () => IdxDataset.Load(Images(), Folder.PathOf("c.gz")), $"'{Folder.PathOf("c")}'", $"'{Folder.PathOf("c.gz")}'");
    }

    [Fact]
    public void Counts_must_agree_and_not_be_zero()
    {
        ThrowsError("CountMismatch", () => IdxDataset.Load(Images(), Labels(1, 2, 3)), "images", "2 samples", "labels", "3 labels");
        ThrowsError("EmptyDataset", () => IdxDataset.Load(Folder.Write("empty", IdxBytes.Create(0x08, [0, 28, 28]))), "empty", "0 x 28 x 28");
    }
}
