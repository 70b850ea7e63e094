using System.Globalization;
using KerasPS.Data;
using KerasPS.Layers;
using KerasPS.Losses;
using KerasPS.Metrics;

namespace KerasPS;

/// <summary>Compares a dataset with what a model takes and gives, before anything is computed.</summary>
internal static class DataCheck
{
    public static void Features(Model model, Dataset data)
    {
        if (data.Count == 0)
            throw new KerasException("EmptyDataset", KerasErrorKind.InvalidData, $"The dataset{Named(data)} has no samples.", data);
        if (data.FeatureShape.SequenceEqual(model.InputShape!))
            return;
        throw new KerasException(
            "ShapeMismatch",
            KerasErrorKind.InvalidData,
            $"The model '{model.Name}' takes samples of shape {Shape.Format(model.InputShape!)} (its first layer '{model.Layers[0].Name}'), "
            + $"but the dataset{Named(data)} has samples of shape {Shape.Format(data.FeatureShape)}.",
            data);
    }

    /// <summary>Refuses labels that the loss or a metric cannot compare with the model's outputs.</summary>
    public static void Labels(Model model, Dataset data, ModelCompilation compilation)
    {
        if (data.Labels is null)
        {
            throw new KerasException(
                "NoLabels",
                KerasErrorKind.InvalidData,
                $"The dataset{Named(data)} has no labels; name its label column with -Label.",
                data);
        }

        RequireLabels(model, data, $"loss {compilation.Loss.ClassName}", compilation.Loss.Labels);
        foreach (Metric metric in compilation.Metrics.Concat(compilation.WeightedMetrics))
            RequireLabels(model, data, $"metric '{metric.Name}'", metric.Labels);
    }

    /// <summary>Refuses data whose columns or classes mean something else than those that a model is or was trained on.</summary>
    /// <param name="featureName">The names of the training data's features.</param>
    /// <param name="className">The names of the training data's classes.</param>
    /// <param name="data">The validation or test data.</param>
    public static void SameMeaning(IReadOnlyList<string> featureName, IReadOnlyList<string> className, Dataset data)
    {
        RequireSame("feature columns", featureName, data.FeatureName, "make both with the same -Feature");
        RequireSame("classes", className, data.ClassName, "split one dataset, or give the second one -ClassName $train.ClassName");

        void RequireSame(string what, IReadOnlyList<string> expected, IReadOnlyList<string> actual, string advice)
        {
            if (expected.Count == 0 || actual.Count == 0 || expected.SequenceEqual(actual))
                return;
            throw new KerasException(
                "DatasetsDiffer",
                KerasErrorKind.InvalidData,
                $"The training data has the {what} {string.Join(", ", expected)}, but the dataset{Named(data)} has {string.Join(", ", actual)}; {advice}.",
                data);
        }
    }

    private static void RequireLabels(Model model, Dataset data, string whose, LabelKind? needed)
    {
        if (needed is not { } kind)
            return;
        IReadOnlyList<long> output = model.OutputShape!;
        bool fits = kind == LabelKind.ClassIndex
            ? Shape.Size(data.LabelShape) == Shape.Size(output.Take(output.Count - 1).ToArray())
            : SameShape(data.LabelShape, output);
        if (!fits)
            throw WrongLabels(model, data, whose, kind);
        if (kind == LabelKind.ClassIndex)
            RequireClassIndices(model, data);
    }

    private static void RequireClassIndices(Model model, Dataset data)
    {
        long classes = model.OutputShape![^1];
        float[] labels = data.Labels!;
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] >= 0 && labels[i] < classes && labels[i] == MathF.Floor(labels[i]))
                continue;
            throw new KerasException(
                "LabelOutOfRange",
                KerasErrorKind.InvalidData,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Row {(i / Math.Max(1, labels.Length / data.Count)) + 1} of the dataset{Named(data)} has the label {labels[i]}, but the model '{model.Name}' has {classes} outputs, so labels are whole numbers from 0 to {classes - 1}."),
                labels[i]);
        }
    }

    private static bool SameShape(IReadOnlyList<long> labels, IReadOnlyList<long> output) =>
        labels.SequenceEqual(output)
        || (output.Count == labels.Count + 1 && output[^1] == 1 && labels.SequenceEqual(output.Take(labels.Count)));

    private static KerasException WrongLabels(Model model, Dataset data, string whose, LabelKind kind)
    {
        string needs = kind == LabelKind.ClassIndex ? "one class index a sample" : "labels of the outputs' shape";
        bool indices = kind == LabelKind.SameShape && data.LabelShape.Count == 0;
        string advice = indices
            ? " For class indices use sparse_categorical_crossentropy and accuracy, or make the labels one-hot (-OneHot)."
            : "";
        return new KerasException(
            "ShapeMismatch",
            KerasErrorKind.InvalidData,
            $"The model '{model.Name}' gives outputs of shape {Shape.Format(model.OutputShape!)} (its last layer '{model.Layers[^1].Name}'), "
            + $"but the dataset{Named(data)} has labels of shape {Shape.Format(data.LabelShape)}; the {whose} needs {needs}.{advice}",
            data);
    }

    private static string Named(Dataset data) => data.Name.Length == 0 ? "" : $" '{data.Name}'";
}
