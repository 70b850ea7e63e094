using KerasPS.Data;

namespace KerasPS;

/// <summary>How to interpret the features and labels that a model was trained on: the encoding of rows into features, and the names of the classes by index.</summary>
/// <param name="ClassLabels">The names of the classes of each output, in the order of their indices; empty where the labels are not classes.</param>
/// <param name="FeatureEncoding">How rows of named columns are encoded as features; null where the data was not a table.</param>
/// <param name="InputEncodings">The same for each of several inputs, null where its data was not a table; empty for one input.</param>
internal sealed record DataMeaning(
    IReadOnlyList<IReadOnlyList<string>> ClassLabels, FeatureEncoding? FeatureEncoding, IReadOnlyList<FeatureEncoding?> InputEncodings)
{
    /// <summary>For a model that was not trained.</summary>
    public static DataMeaning None { get; } = new([], null, []);

    /// <summary>Of the training data.</summary>
    public static DataMeaning Of(ModelData data) => new(
        data.ClassNames,
        data.Source.FeatureEncoding,
        data.Inputs.Count > 1 ? data.Inputs.Select(input => input.Encoding).ToArray() : []);

    /// <summary>Throws if data has other feature columns or classes, because predictions and scores would be meaningless.</summary>
    /// <param name="data">Validation or test data.</param>
    /// <param name="featureName">The names of the features; null for those of the encoding.</param>
    /// <exception cref="KerasException"><c>DatasetsDiffer</c>: the names, or their order, are different.</exception>
    public void RequireSame(ModelData data, IReadOnlyList<string>? featureName = null)
    {
        RequireSame("feature columns", featureName ?? FeatureEncoding?.FeatureName ?? [], data.Source.FeatureName, "make both with the same -Feature");
        foreach ((IReadOnlyList<string> expected, IReadOnlyList<string> actual) in ClassLabels.Zip(data.ClassNames))
            RequireSame("classes", expected, actual, "split one dataset, or give the second one -ClassName $train.ClassName");

        void RequireSame(string what, IReadOnlyList<string> expected, IReadOnlyList<string> actual, string advice)
        {
            if (expected.Count == 0 || actual.Count == 0 || expected.SequenceEqual(actual))
                return;
            throw new KerasException(
                "DatasetsDiffer",
                $"The training data has the {what} {string.Join(", ", expected)}, but the dataset{DataCheck.Named(data.Source)} has {string.Join(", ", actual)}; {advice}.",
                data.Source);
        }
    }
}
