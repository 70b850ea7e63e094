using KerasPS.Files;

namespace KerasPS.Data;

/// <summary>Makes a <see cref="Dataset"/> of a pair of IDX files: images and their labels.</summary>
public static class IdxDataset
{
    /// <summary>
    /// Loads images, and their labels where there are any. Images of shape <c>(count, height, width)</c> get a channel axis:
    /// <c>[height, width, 1]</c>; other features keep their shape. Values stay as they are in the file unless scaled.
    /// </summary>
    /// <param name="imagePath">The file of images; where it does not exist, the same name with or without <c>.gz</c>.</param>
    /// <param name="labelPath">The file of labels, found likewise, or null.</param>
    /// <param name="scale">A factor on the features, e.g. <c>1/255</c>; null: none.</param>
    /// <exception cref="KerasException">
    /// <c>FileNotFound</c>, which lists what was looked for; <c>CountMismatch</c>: not as many labels as images; <c>EmptyDataset</c>; <c>ShapeMismatch</c>: one axis only;
    /// <c>InvalidScale</c>; and those of <see cref="IdxFile.Read"/>.
    /// </exception>
    public static Dataset Load(string imagePath, string? labelPath = null, float? scale = null)
    {
        FeatureScale.Require(scale ?? 1);
        imagePath = Locate(imagePath);
        labelPath = labelPath is null ? null : Locate(labelPath);
        IdxArray images = IdxFile.Read(imagePath);
        IdxArray? labels = labelPath is null ? null : IdxFile.Read(labelPath);
        RequireSamples(imagePath, images, labelPath, labels);
        string name = Path.GetFileName(imagePath);
        return new Dataset(
            [new DataArray(images.Source.ScaleInPlace(scale ?? 1), ImageShape(images.Shape), "", "features")],
            labels is null ? [] : [new DataArray(labels.Values, labels.Shape.Skip(1).ToArray())])
        {
            Name = name,
        };
    }

    private static string Locate(string path)
    {
        string other = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path + ".gz";
        return DataFile.FindFirst([path, other])
            ?? throw new KerasException("FileNotFound", $"There is no such file; looked for '{path}' and '{other}'.", path);
    }

    private static void RequireSamples(string imagePath, IdxArray images, string? labelPath, IdxArray? labels)
    {
        if (images.Source.Length == 0)
            throw new KerasException("EmptyDataset", $"'{imagePath}' holds no samples ({string.Join(" x ", images.Shape)} elements).", imagePath);
        if (images.Shape.Count < 2)
            throw new KerasException(
                "ShapeMismatch",
                $"'{imagePath}' has one axis of {images.Shape[0]} elements; features need two at least, of which the first is the sample. Are these the labels?",
                imagePath);
        if (labels is not null && labels.Shape[0] != images.Shape[0])
            throw new KerasException(
                "CountMismatch",
                $"'{imagePath}' holds {images.Shape[0]} samples, but '{labelPath}' holds {labels.Shape[0]} labels; both must be the same. Are they of the same subset?",
                labelPath);
    }

    private static long[] ImageShape(IReadOnlyList<long> shape) => shape.Count == 3 ? [shape[1], shape[2], 1] : shape.Skip(1).ToArray();
}
