namespace KerasPS.Data;

/// <summary>
/// Samples in memory: features, and optionally labels and sample weights, with the names of columns and classes.
/// Arrays are row-major; the first axis, which the shapes here leave out, is the sample.
/// </summary>
public sealed class Dataset
{
    private readonly IReadOnlyList<string>? className;

    /// <summary>Creates a dataset over arrays, which it takes over without copying.</summary>
    /// <param name="features">Row-major values of shape <c>(count, *featureShape)</c>.</param>
    /// <param name="featureShape">The shape of one sample, e.g. <c>[4]</c> or <c>[28, 28, 1]</c> (height, width, channels).</param>
    /// <param name="labels">Row-major values of shape <c>(count, *labelShape)</c>, or null for a dataset without labels. Class indices are integers from 0.</param>
    /// <param name="labelShape">The shape of one label: empty for a class index or one number, <c>[k]</c> for k numbers or one-hot classes.</param>
    /// <param name="sampleWeights">One weight per sample, or per time step (<c>(count, time)</c>), or null.</param>
    /// <exception cref="KerasException">A length does not match its shape, or the counts differ.</exception>
    public Dataset(
        float[] features,
        IReadOnlyList<long> featureShape,
        float[]? labels = null,
        IReadOnlyList<long>? labelShape = null,
        float[]? sampleWeights = null)
        : this(
            [new DataArray(new FloatValues(features), featureShape, "", "features")],
            labels is null ? [] : [new DataArray(new FloatValues(labels), labelShape ?? [], "", "labels")],
            sampleWeights)
    {
    }

    /// <summary>Creates a dataset for a model with several inputs or outputs.</summary>
    /// <param name="inputs">An array for each input, named as the input or in the order of the inputs.</param>
    /// <param name="targets">An array for each output, named as the output or in the order of the outputs; empty for none.</param>
    /// <param name="sampleWeights">One weight per sample, or per time step (<c>(count, time)</c>), or null; used for every output.</param>
    /// <exception cref="KerasException">The counts differ, or two arrays have the same name.</exception>
    public Dataset(IReadOnlyList<DataArray> inputs, IReadOnlyList<DataArray> targets, float[]? sampleWeights = null)
        : this(inputs, targets, sampleWeights is null ? null : new FloatValues(sampleWeights))
    {
    }

    internal Dataset(IReadOnlyList<DataArray> inputs, IReadOnlyList<DataArray> targets, ArrayValues? sampleWeights)
    {
        if (inputs.Count == 0)
            throw new KerasException("ShapeMismatch", "A dataset needs at least one array of features.");
        Inputs = inputs;
        Targets = targets;
        Count = inputs[0].Count;
        foreach (DataArray array in inputs.Skip(1))
            RequireCount($"features '{array.Name}'", array.Count);
        foreach (DataArray array in targets)
            RequireCount(array.Name.Length == 0 ? "labels" : $"labels '{array.Name}'", array.Count);
        RequireOwnNames(inputs);
        RequireOwnNames(targets);
        if (sampleWeights is null)
            return;
        if (Count == 0 || sampleWeights.Length == 0 || sampleWeights.Length % Count != 0)
            RequireCount("sample weights", sampleWeights.Length);
        Weights = new DataArray(sampleWeights, sampleWeights.Length == Count ? [] : [sampleWeights.Length / Count], "", "sample weights");
    }

    /// <summary>The name shown to people, e.g. <c>iris.csv</c>; empty where there is none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>The arrays for a model's inputs; most datasets have one.</summary>
    public IReadOnlyList<DataArray> Inputs { get; }

    /// <summary>The arrays that a model's outputs are compared with; empty for a dataset without labels.</summary>
    public IReadOnlyList<DataArray> Targets { get; }

    /// <summary>The values of the features of the first input, row-major.</summary>
    public float[] Features => Inputs[0].Values;

    /// <summary>The shape of one sample of the first input, without the sample axis.</summary>
    public IReadOnlyList<long> FeatureShape => Inputs[0].Shape;

    /// <summary>The values of the labels of the first output, row-major, or null.</summary>
    public float[]? Labels => Targets.Count == 0 ? null : Targets[0].Values;

    /// <summary>The shape of one label of the first output, without the sample axis; empty for one number.</summary>
    public IReadOnlyList<long> LabelShape => Targets.Count == 0 ? [] : Targets[0].Shape;

    /// <summary>One weight per sample, or per time step, row-major; or null.</summary>
    public float[]? SampleWeights => Weights?.Values;

    /// <summary>The names of the feature columns, in order; empty where the features have no names (images).</summary>
    public IReadOnlyList<string> FeatureName { get; init; } = [];

    /// <summary>The names of the label columns.</summary>
    public IReadOnlyList<string> LabelName { get; init; } = [];

    /// <summary>The names of the classes of the first output, in the order of their indices; empty for regression.</summary>
    public IReadOnlyList<string> ClassName
    {
        get => className ?? (Targets.Count == 0 ? [] : Targets[0].ClassName);
        init => className = value;
    }

    /// <summary>How the columns of a table became the features; null where the features are not from a table (images). New rows are encoded with it.</summary>
    public FeatureEncoding? FeatureEncoding { get; init; }

    internal DataArray? Weights { get; }

    /// <summary>The samples at the given indices, in that order, as a new dataset.</summary>
    /// <param name="indices">0-based sample indices.</param>
    public Dataset Select(IReadOnlyList<int> indices)
    {
        return new Dataset(
            Inputs.Select(array => array.Select(indices)).ToArray(),
            Targets.Select(array => array.Select(indices)).ToArray(),
            Weights?.Select(indices).Source)
        {
            Name = Name,
            FeatureName = FeatureName,
            LabelName = LabelName,
            ClassName = ClassName,
            FeatureEncoding = FeatureEncoding,
        };
    }

    /// <summary>The names of the classes that one of the targets holds the indices of.</summary>
    internal IReadOnlyList<string> ClassNameOf(DataArray target) => ReferenceEquals(target, Targets[0]) ? ClassName : target.ClassName;

    private static void RequireOwnNames(IReadOnlyList<DataArray> arrays)
    {
        if (arrays.Count > 1 && arrays.Where(array => array.Name.Length > 0).GroupBy(array => array.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new KerasException("DuplicateName", $"Two arrays of the dataset are named '{twice.Key}'.") { Kind = KerasErrorKind.InvalidData };
    }

    private void RequireCount(string what, long count)
    {
        if (count != Count)
            throw new KerasException("CountMismatch", $"There are {Count} samples of features but {count} of {what}; both must be the same.");
    }
}
