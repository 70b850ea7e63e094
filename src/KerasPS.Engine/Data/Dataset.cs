namespace KerasPS.Data;

/// <summary>
/// Samples in memory: features, and optionally labels and sample weights, with the names that they came with.
/// Arrays are row-major; the first axis, which the shapes here leave out, is the sample.
/// </summary>
public sealed class Dataset
{
    /// <summary>Creates a dataset over arrays, which it takes over without copying.</summary>
    /// <param name="features">Row-major values of shape <c>(count, *featureShape)</c>.</param>
    /// <param name="featureShape">The shape of one sample, e.g. <c>[4]</c> or <c>[28, 28, 1]</c> (height, width, channels).</param>
    /// <param name="labels">Row-major values of shape <c>(count, *labelShape)</c>, or null for a dataset without labels. Class indices are whole numbers from 0.</param>
    /// <param name="labelShape">The shape of one label: empty for a class index or one number, <c>[k]</c> for k numbers or one-hot classes.</param>
    /// <param name="sampleWeights">One weight a sample, or null.</param>
    /// <exception cref="KerasException">A length does not match its shape, or the counts differ.</exception>
    public Dataset(
        float[] features,
        IReadOnlyList<long> featureShape,
        float[]? labels = null,
        IReadOnlyList<long>? labelShape = null,
        float[]? sampleWeights = null)
    {
        Features = features;
        FeatureShape = featureShape.ToArray();
        Labels = labels;
        LabelShape = labelShape?.ToArray() ?? [];
        SampleWeights = sampleWeights;
        Count = CountSamples("features", features.Length, FeatureShape);
        Require("labels", labels is null ? Count : CountSamples("labels", labels.Length, LabelShape));
        Require("sample weights", sampleWeights?.Length ?? Count);
    }

    /// <summary>The name shown to people, e.g. <c>iris.csv</c>; empty where there is none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>The values of the features, row-major.</summary>
    public float[] Features { get; }

    /// <summary>The shape of one sample, without the sample axis.</summary>
    public IReadOnlyList<long> FeatureShape { get; }

    /// <summary>The values of the labels, row-major, or null.</summary>
    public float[]? Labels { get; }

    /// <summary>The shape of one label, without the sample axis; empty for one number.</summary>
    public IReadOnlyList<long> LabelShape { get; }

    /// <summary>One weight a sample, or null.</summary>
    public float[]? SampleWeights { get; }

    /// <summary>The names of the feature columns, in order; empty where the features have no names (images).</summary>
    public IReadOnlyList<string> FeatureName { get; init; } = [];

    /// <summary>The names of the label columns.</summary>
    public IReadOnlyList<string> LabelName { get; init; } = [];

    /// <summary>The names of the classes, in the order of their indices; empty for regression.</summary>
    public IReadOnlyList<string> ClassName { get; init; } = [];

    /// <summary>How the columns of a table became the features; null where the features are no table (images). New rows are encoded with it.</summary>
    public FeatureEncoding? FeatureEncoding { get; init; }

    /// <summary>The samples at the given indices, in that order, as a new dataset.</summary>
    /// <param name="indices">0-based sample indices.</param>
    public Dataset Select(IReadOnlyList<int> indices)
    {
        return new Dataset(
            Gather(Features, indices, SizeOf(FeatureShape)),
            FeatureShape,
            Labels is null ? null : Gather(Labels, indices, SizeOf(LabelShape)),
            LabelShape,
            SampleWeights is null ? null : Gather(SampleWeights, indices, 1))
        {
            Name = Name,
            FeatureName = FeatureName,
            LabelName = LabelName,
            ClassName = ClassName,
            FeatureEncoding = FeatureEncoding,
        };
    }

    private static float[] Gather(float[] source, IReadOnlyList<int> indices, int size)
    {
        float[] result = new float[indices.Count * size];
        for (int i = 0; i < indices.Count; i++)
            source.AsSpan(indices[i] * size, size).CopyTo(result.AsSpan(i * size));
        return result;
    }

    private static int SizeOf(IReadOnlyList<long> shape) => (int)shape.Aggregate(1L, (product, n) => product * n);

    private static int CountSamples(string what, int length, IReadOnlyList<long> shape)
    {
        int size = SizeOf(shape);
        if (size > 0 && length % size == 0)
            return length / size;
        throw new KerasException(
            "ShapeMismatch",
            KerasErrorKind.InvalidData,
            $"The {what} hold {length} values, which is no whole number of samples of shape ({string.Join(", ", shape)}) with {size} values each.");
    }

    private void Require(string what, int count)
    {
        if (count != Count)
        {
            throw new KerasException(
                "CountMismatch",
                KerasErrorKind.InvalidData,
                $"There are {Count} samples of features but {count} of {what}; both must be the same.");
        }
    }
}
