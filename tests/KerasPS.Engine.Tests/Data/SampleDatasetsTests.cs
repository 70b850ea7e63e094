namespace KerasPS.Tests.Data;

public sealed class SampleDatasetsTests : FolderTest
{
    private static int[] CountClasses(Dataset data) => data.Labels!.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value).ToArray();

    [Fact]
    public void Iris_follows_Fishers_paper()
    {
        Dataset iris = SampleDatasets.Iris(SampleFolder());
        Assert.Equal(["setosa", "versicolor", "virginica"], iris.ClassName);
        Assert.Equal(["sepal_length", "sepal_width", "petal_length", "petal_width"], iris.FeatureName);
        Assert.Equal([50, 50, 50], CountClasses(iris));
        Assert.Equal([4.9f, 3.1f, 1.5f, 0.2f], iris.Features[136..140]);
        Assert.Equal([4.9f, 3.6f, 1.4f, 0.1f], iris.Features[148..152]);
        // Means as published with the dataset.
        Assert.Equal([5.84, 3.06, 3.76, 1.20], Enumerable.Range(0, 4).Select(i => Math.Round(iris.Features.Chunk(4).Average(row => row[i]), 2)));
    }

    [Fact]
    public void Wine_has_three_cultivars()
    {
        Dataset wine = SampleDatasets.Wine(SampleFolder());
        Assert.Equal([59, 71, 48], CountClasses(wine));
        Assert.Equal([13], wine.FeatureShape);
        Assert.Equal("proline", wine.FeatureName[^1]);
        Assert.Equal(746, wine.Features.Chunk(13).Average(row => row[12]), 0.95);
        Assert.Equal(["class_0", "class_1", "class_2"], wine.ClassName);
    }

    [Fact]
    public void Digits_are_images()
    {
        Dataset digits = SampleDatasets.Digits(SampleFolder());
        Assert.Equal([8, 8, 1], digits.FeatureShape);
        Assert.Equal([178, 182, 177, 183, 181, 182, 181, 179, 174, 180], CountClasses(digits));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], digits.ClassName);
        Assert.Equal((0, 16), (digits.Features.Min(), digits.Features.Max()));
        Assert.Equal([0, 0, 5, 13, 9, 1, 0, 0], digits.Features[..8]);
    }

    [Fact]
    public void A_missing_csv_file_is_an_error() =>
        ThrowsError("SampleDatasetNotFound", () => SampleDatasets.Iris(Folder.PathOf("no")), Path.Combine(Folder.PathOf("no"), "iris.csv"));

    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte", SampleSubset.Train)]
    [InlineData("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte", SampleSubset.Test)]
    [InlineData("t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte.gz", SampleSubset.Test)]
    public void Image_files_are_found_under_their_usual_names(string images, string labels, SampleSubset subset)
    {
        Write(images, IdxBytes.Create(0x08, [2, 1, 2], 0, 1, 2, 255));
        Write(labels, IdxBytes.Create(0x08, [2], 9, 0));
        Dataset data = SampleDatasets.FashionMnist(Folder.PathOf(""), subset);
        Assert.Equal([1, 2, 1], data.FeatureShape);
        Assert.Equal([9, 0], data.Labels!);
        Assert.Equal(["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"], data.ClassName);
        Assert.Equal($"FashionMnist {subset}", data.Name);
        Assert.Equal("9", SampleDatasets.Mnist(Folder.PathOf(""), subset).ClassName[9]);
        ThrowsError("SampleDatasetNotFound", () => SampleDatasets.Mnist(Folder.PathOf(""), 1 - subset), "Mnist", "-Path");
    }

    [Fact]
    public void What_is_not_on_the_machine_is_an_error_that_says_how_to_get_it()
    {
        string none = Folder.PathOf("none");
        ThrowsError("SampleDatasetNotFound", () => SampleDatasets.FashionMnist(none), "dataset-fashion-mnist", "-Path", Path.Combine(none, "train-images-idx3-ubyte.gz"));
        ThrowsError("SampleDatasetNotFound", () => SampleDatasets.Mnist(), "Mnist", "-Path");
    }

    /// <summary>Where Debian's package is installed its files are read; where it is not, the error says to install it.</summary>
    [Fact]
    public void Fashion_mnist_is_read_from_where_Debian_puts_it()
    {
        if (!Directory.Exists("/usr/share/datasets/fashion-mnist"))
        {
            ThrowsError("SampleDatasetNotFound", () => SampleDatasets.FashionMnist(), "dataset-fashion-mnist");
            return;
        }

        Dataset test = SampleDatasets.FashionMnist(subset: SampleSubset.Test, scale: 1 / 255f);
        Assert.Equal([28, 28, 1], test.FeatureShape);
        Assert.Equal(Enumerable.Repeat(1000, 10), CountClasses(test));
        Assert.Equal(1, test.Features.Max(), 1e-6f);
        Assert.Equal([9, 2, 1, 1, 6], test.Labels![..5]);
    }

    private void Write(string name, byte[] bytes) =>
        Folder.Write(name, name.EndsWith(".gz", StringComparison.Ordinal) ? IdxBytes.Compress(bytes) : bytes);
}
