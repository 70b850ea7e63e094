using KerasPS.Data.Images;

namespace KerasPS.Tests.Data.Images;

public sealed class ImageFolderTests : FolderTest
{
    [Fact]
    public void Classes_and_files_are_in_the_order_of_their_names()
    {
        Write("b/2.png", 20);
        Write("b/10.PNG", 10);
        Write("B/x.png", 1);
        Write("a/deep/y.png", 32);
        Write("a/z.png", 31);
        Write("a/.hidden.png", 99);
        Write(".git/1.png", 99);
        Write("loose.png", 99);
        File.WriteAllText(Folder.PathOf("a/notes.txt"), "none");
        Directory.CreateDirectory(Folder.PathOf("empty"));
        Dataset data = Load(new ImageOptions { ImageSize = [1], ColorMode = ColorMode.Grayscale });
        Assert.Equal(["B", "a", "b", "empty"], data.ClassName);
        Assert.Equal([1, 31, 32, 10, 20], data.Features);
        Assert.Equal([0, 1, 1, 2, 2], data.Labels!);
        Assert.Empty(data.LabelShape);
        Assert.Equal([1, 1, 1], data.FeatureShape);
        Assert.Equal(Path.GetFileName(Folder.PathOf(".").TrimEnd('.', '/', '\\')), data.Name);
    }

    [Fact]
    public void Given_classes_choose_and_order_the_folders()
    {
        Write("cat/1.png", 1);
        Write("dog/1.png", 2);
        Write("hen/1.png", 3);
        Dataset data = Load(new ImageOptions { ImageSize = [1] }, ["hen", "cat"], oneHot: true);
        Assert.Equal(["hen", "cat"], data.ClassName);
        Assert.Equal([3, 3, 3, 1, 1, 1], data.Features);
        Assert.Equal([1, 0, 0, 1], data.Labels!);
        ThrowsError("ClassNotFound", () => Load(new ImageOptions(), ["dgo"]), "'dgo'", "Did you mean 'dog'");
        ThrowsError("DuplicateName", () => Load(new ImageOptions(), ["dog", "dog"]), "'dog'");
    }

    [Fact]
    public void Images_of_the_size_stay_bytes_and_others_are_resized_as_by_the_layer()
    {
        Write("a/1.png", 10, 20, 30, 40);
        Dataset same = Load(new ImageOptions { ImageSize = [2, 2], ColorMode = ColorMode.Grayscale }, scale: 0.5f);
        Assert.IsType<ByteValues>(same.Inputs[0].Source);
        Assert.Equal([5, 10, 15, 20], same.Features);
        Write("a/2.png", 100);
        Dataset mixed = Load(new ImageOptions { ImageSize = [2, 2], ColorMode = ColorMode.Grayscale }, scale: 0.5f);
        Assert.Equal([5, 10, 15, 20, 50, 50, 50, 50], mixed.Features);

        // Halfway between the pixels of 2 x 2 lies the mean; a quarter from the border a quarter of the way to the next.
        File.Delete(Folder.PathOf("a/2.png"));
        Dataset four = Load(new ImageOptions { ImageSize = [4, 4], ColorMode = ColorMode.Grayscale });
        float[] expected = [10, 12.5f, 17.5f, 20, 15, 17.5f, 22.5f, 25, 25, 27.5f, 32.5f, 35, 30, 32.5f, 37.5f, 40];
        Assert.Equal(expected, four.Features);
        Assert.Equal([10, 10, 20, 20], Load(new ImageOptions { ImageSize = [4, 4], ColorMode = ColorMode.Grayscale, Interpolation = Interpolation.Nearest }).Features[..4]);
    }

    [Fact]
    public void Proportions_can_be_kept()
    {
        Directory.CreateDirectory(Folder.PathOf("a"));
        File.WriteAllBytes(Folder.PathOf("a/1.png"), PngBytes.Create(4, 2, 8, 0, [0, 10, 20, 30, 40, 0, 50, 60, 70, 80]));
        ImageOptions gray = new() { ImageSize = [4, 4], ColorMode = ColorMode.Grayscale, Interpolation = Interpolation.Nearest };
        Assert.Equal([10, 20, 30, 40, 10, 20, 30, 40, 50, 60, 70, 80, 50, 60, 70, 80], Load(gray).Features);
        Assert.Equal([20, 20, 30, 30, 20, 20, 30, 30, 60, 60, 70, 70, 60, 60, 70, 70], Load(gray with { CropToAspectRatio = true }).Features);
        Assert.Equal([0, 0, 0, 0, 10, 20, 30, 40, 50, 60, 70, 80, 0, 0, 0, 0], Load(gray with { PadToAspectRatio = true }).Features);
    }

    [Fact]
    public void A_broken_image_is_named()
    {
        Write("a/1.png", 1);
        Write("b/1.png", 1);
        string second = Folder.PathOf("a/2.jpg");
        File.WriteAllText(second, "<html>not found</html>");
        File.WriteAllText(Folder.PathOf("b/2.jpg"), "");
        ThrowsError("InvalidImage", () => Load(new ImageOptions()), $"'{second}'", "not one of JPEG, PNG, GIF, BMP");
    }

    [Fact]
    public void The_layout_must_be_folders_of_images()
    {
        ThrowsError("ImageFolderLayout", () => Load(new ImageOptions()), "no folders", "/cat/1.jpg");
        Write("1.png", 1);
        ThrowsError("ImageFolderLayout", () => Load(new ImageOptions()), "1 images, but no folders", "/dog/1.jpg");
        Directory.CreateDirectory(Folder.PathOf("a"));
        ThrowsError("EmptyDataset", () => Load(new ImageOptions()), "folders a", ".bmp, .gif, .jpeg, .jpg, .png");
    }

    [Fact]
    public void Sizes_are_checked()
    {
        Write("a/1.png", 1);
        ThrowsError("InvalidValue", () => Load(new ImageOptions { ImageSize = [0, 2] }), "(0, 2)");
        ThrowsError("InvalidValue", () => Load(new ImageOptions { ImageSize = [1, 2, 3] }), "height and width");
        ThrowsError("DatasetTooLarge", () => Load(new ImageOptions { ImageSize = [30_000, 30_000] }), "1 images", "(30000, 30000, 3)");
        ThrowsError("InvalidScale", () => Load(new ImageOptions(), scale: 0), "0");
        ThrowsError("InvalidValue", () => Load(new ImageOptions { CropToAspectRatio = true, PadToAspectRatio = true }), "only one");
    }

    private Dataset Load(ImageOptions image, string[]? className = null, bool oneHot = false, float? scale = null) =>
        DatasetFile.Load(Folder.PathOf(""), new DatasetFileOptions { Image = image, ClassName = className, Table = new TableOptions { OneHot = oneHot, Scale = scale } });

    /// <summary>Writes a gray image, square or one pixel.</summary>
    private void Write(string name, params byte[] pixels)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder.PathOf(name))!);
        int side = (int)Math.Sqrt(pixels.Length);
        File.WriteAllBytes(Folder.PathOf(name), PngBytes.Create(side, side, 8, 0, pixels.Chunk(side).SelectMany(row => row.Prepend((byte)0)).ToArray()));
    }
}
