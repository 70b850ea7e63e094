using KerasPS.Data;

namespace KerasPS;

/// <summary>What the features and labels that a model was trained on mean: how rows become features, and the classes that indices stand for.</summary>
/// <param name="ClassLabels">The names of the classes of each output, in the order of their indices; empty where labels are none.</param>
/// <param name="FeatureEncoding">How rows of named columns become features; null where they were no table.</param>
/// <param name="InputEncodings">How rows become what each of several inputs takes, null where that was no table; empty for one input.</param>
internal sealed record DataMeaning(
    IReadOnlyList<IReadOnlyList<string>> ClassLabels, FeatureEncoding? FeatureEncoding, IReadOnlyList<FeatureEncoding?> InputEncodings)
{
    /// <summary>That of a model that was not trained.</summary>
    public static DataMeaning None { get; } = new([], null, []);

    /// <summary>The meaning of training data.</summary>
    public static DataMeaning Of(ModelData data) => new(
        data.ClassNames,
        data.Source.FeatureEncoding,
        data.Inputs.Count > 1 ? data.Inputs.Select(input => input.Encoding).ToArray() : []);

    /// <summary>Refuses data whose feature columns or classes are others, because predictions and scores would mean nothing.</summary>
    /// <param name="data">Validation or test data.</param>
    /// <param name="featureName">The names of the features; null for those of the encoding.</param>
    /// <exception cref="KerasException"><c>DatasetsDiffer</c>.</exception>
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
