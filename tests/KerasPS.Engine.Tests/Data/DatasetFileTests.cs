using KerasPS.Data.Images;

namespace KerasPS.Tests.Data;

public sealed class DatasetFileTests : FolderTest
{
    [Theory]
    [InlineData("a.csv", "CSV", "ImageSize", "LabelPath")]
    [InlineData("a.idx3-ubyte.gz", "IDX", "Delimiter", "Feature", "OneHot", "Stream")]
    [InlineData("a.NPY", "NPY", "CategoricalFeature", "Feature", "Label")]
    [InlineData("a.npz", "NPZ", "ColorMode", "Culture", "LabelPath")]
    [InlineData("", "folder", "Feature", "LabelPath", "Shape")]
    public void Options_that_a_file_has_no_use_for_are_refused(string name, string kind, params string[] options) =>
        ThrowsError("OptionNotUsed", () => DatasetFile.Load(Folder.PathOf(name), new DatasetFileOptions(), [.. options, "Scale"]), kind, $"does not use {string.Join(", ", options)}. It accepts");

    [Fact]
    public void Every_option_is_taken_by_some_kind_of_file()
    {
        string[] others = [nameof(DatasetFileOptions.Table), nameof(DatasetFileOptions.Image), nameof(DatasetFileOptions.Progress)];
        IEnumerable<string> all = new[] { typeof(DatasetFileOptions), typeof(TableOptions), typeof(ImageOptions) }.SelectMany(type => type.GetProperties()).Select(property => property.Name);
        Assert.Equal(all.Except(others).Order(StringComparer.Ordinal), DatasetFile.Options.Order(StringComparer.Ordinal));
        Assert.Contains("'Path'", Assert.Throws<ArgumentException>(() => DatasetFile.Load(Folder.PathOf("a.csv"), new DatasetFileOptions(), ["Scale", "Path"])).Message);
    }

    [Fact]
    public void One_image_is_no_dataset() =>
        ThrowsError("ImageFolderLayout", () => DatasetFile.Load(Folder.Write("cat.JPG", [0xFF]), new DatasetFileOptions(), ["ImageSize"]), "cat.JPG", "folder for each class");
}
