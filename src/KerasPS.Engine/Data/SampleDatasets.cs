using KerasPS.Files;

namespace KerasPS.Data;

/// <summary>Datasets to learn with: three that come with the project as CSV files, and two in IDX files that the machine may have.</summary>
public static class SampleDatasets
{
    private const string DebianFashionMnist = "/usr/share/datasets/fashion-mnist";

    private static readonly string[] Digit = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    private static readonly string[] Garment =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>Fisher's iris flowers: 150 samples, 4 measures in cm, 3 species.</summary>
    /// <param name="dataFolder">The folder of <c>iris.csv</c>.</param>
    /// <param name="scale">A factor on the features; null: none.</param>
    /// <exception cref="KerasException"><c>SampleDatasetNotFound</c>.</exception>
    public static Dataset Iris(string dataFolder, float? scale = null) => FromCsv(dataFolder, "iris.csv", new TableOptions { Label = ["species"], Scale = scale });

    /// <summary>Italian wines: 178 samples, 13 chemical measures, 3 cultivars.</summary>
    /// <param name="dataFolder">The folder of <c>wine.csv</c>.</param>
    /// <param name="scale">A factor on the features; null: none.</param>
    /// <exception cref="KerasException"><c>SampleDatasetNotFound</c>.</exception>
    public static Dataset Wine(string dataFolder, float? scale = null) => FromCsv(dataFolder, "wine.csv", new TableOptions { Label = ["cultivar"], Scale = scale });

    /// <summary>Handwritten digits: 1,797 images of shape <c>(8, 8, 1)</c>, pixels from 0 to 16, 10 classes.</summary>
    /// <param name="dataFolder">The folder of <c>digits.csv</c>.</param>
    /// <param name="scale">A factor on the features; null: none.</param>
    /// <exception cref="KerasException"><c>SampleDatasetNotFound</c>.</exception>
    public static Dataset Digits(string dataFolder, float? scale = null) =>
        FromCsv(dataFolder, "digits.csv", new TableOptions { Label = ["digit"], Shape = [8, 8, 1], Scale = scale }, Digit);

    /// <summary>MNIST's handwritten digits: images of shape <c>(28, 28, 1)</c>, pixels from 0 to 255, 10 classes.</summary>
    /// <param name="folder">The folder of the four IDX files, plain or <c>.gz</c>, under their usual names (<c>train-images-idx3-ubyte</c>, <c>t10k-...</c>).</param>
    /// <param name="subset">Which part.</param>
    /// <param name="scale">A factor on the pixels, e.g. <c>1/255</c>; null: none.</param>
    /// <exception cref="KerasException"><c>SampleDatasetNotFound</c>, and those of <see cref="IdxDataset.Load"/>.</exception>
    public static Dataset Mnist(string? folder = null, SampleSubset subset = SampleSubset.Train, float? scale = null) =>
        FromIdx("Mnist", folder, "Give the folder of MNIST's four IDX files as -Path", subset, scale, Digit);

    /// <summary>Zalando's Fashion-MNIST: images of clothes of shape <c>(28, 28, 1)</c>, pixels from 0 to 255, 10 classes.</summary>
    /// <param name="folder">The folder of the four IDX files, as for <see cref="Mnist"/>; null: where Debian's package dataset-fashion-mnist puts them.</param>
    /// <param name="subset">Which part.</param>
    /// <param name="scale">A factor on the pixels, e.g. <c>1/255</c>; null: none.</param>
    /// <exception cref="KerasException"><c>SampleDatasetNotFound</c>, and those of <see cref="IdxDataset.Load"/>.</exception>
    public static Dataset FashionMnist(string? folder = null, SampleSubset subset = SampleSubset.Train, float? scale = null) =>
        FromIdx("FashionMnist", folder ?? DebianFashionMnist, "Install the Debian package dataset-fashion-mnist, or give the folder of its four IDX files as -Path", subset, scale, Garment);

    private static Dataset FromCsv(string dataFolder, string fileName, TableOptions options, IReadOnlyList<string>? classNames = null)
    {
        string path = Path.Combine(dataFolder, fileName);
        if (!File.Exists(path))
            throw NotFound(fileName, "Give the folder of the project's sample data", [path]);
        return TableEncoder.Encode(new CsvTableReader().Read(path), options, classNames);
    }

    private static Dataset FromIdx(string name, string? folder, string mend, SampleSubset subset, float? scale, string[] classNames)
    {
        if (folder is null)
            throw NotFound(name, mend, []);
        string prefix = subset == SampleSubset.Train ? "train" : "t10k";
        string images = Locate(name, mend, folder, $"{prefix}-images", "idx3-ubyte");
        string labels = Locate(name, mend, folder, $"{prefix}-labels", "idx1-ubyte");
        Dataset data = IdxDataset.Load(images, labels, scale);
        return new Dataset(data.Inputs, data.Targets) { Name = $"{name} {subset}", ClassName = classNames };
    }

    /// <summary>The files are called <c>train-images-idx3-ubyte</c> where they come from, and <c>train-images.idx3-ubyte</c> once some programs have unpacked them.</summary>
    private static string Locate(string name, string mend, string folder, string stem, string suffix)
    {
        string dashed = Path.Combine(folder, $"{stem}-{suffix}");
        string dotted = Path.Combine(folder, $"{stem}.{suffix}");
        string[] candidates = [dashed, dashed + ".gz", dotted, dotted + ".gz"];
        return DataFile.FindFirst(candidates) ?? throw NotFound(name, mend, candidates);
    }

    private static KerasException NotFound(string name, string mend, string[] lookedFor)
    {
        string looked = lookedFor.Length == 0 ? "" : $" Looked for: {string.Join(", ", lookedFor)}.";
        return new KerasException("SampleDatasetNotFound", $"The sample dataset {name} is not on this machine. {mend}.{looked}", name);
    }
}
