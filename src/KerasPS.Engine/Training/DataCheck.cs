using System.Globalization;
using KerasPS.Data;
using KerasPS.Losses;
using KerasPS.Metrics;

namespace KerasPS;

/// <summary>Compares a dataset with a model's inputs and outputs, before anything is computed.</summary>
internal static class DataCheck
{
    /// <summary>Orders a dataset's arrays by the model's inputs and outputs, and checks their shapes and labels.</summary>
    /// <param name="model">A model that is built.</param>
    /// <param name="data">The dataset.</param>
    /// <param name="compilation">The losses and metrics, which need labels; null if none are needed.</param>
    /// <exception cref="KerasException">The model cannot take the features, or a loss or metric cannot compare the labels with the outputs.</exception>
    public static ModelData Arrange(Model model, Dataset data, ModelCompilation? compilation = null)
    {
        if (data.Count == 0)
            throw new KerasException("EmptyDataset", $"The dataset{Named(data)} has no samples.", data);
        IReadOnlyList<DataArray> inputs = Inputs(model, data);
        return new ModelData(data, inputs, compilation is null ? [] : Targets(model, data, compilation));
    }

    private static DataArray[] Inputs(Model model, Dataset data)
    {
        IReadOnlyList<IReadOnlyList<long>> shapes = model.KnownInputShapes!;
        DataArray?[]? ordered = Ordered(data.Inputs, model.InputNames, shapes.Count);
        if (ordered is null || ordered.Contains(null))
        {
            throw new KerasException(
                "InputsDiffer",
                $"The model '{model.Name}' has {shapes.Count} inputs ({string.Join(", ", model.InputNames)}), but the dataset{Named(data)} has features for {data.Inputs.Count}"
                + $"{ListOf(data.Inputs)}; give one array for each input, by its name (Join-Dataset) or in their order.",
                data);
        }

        for (int i = 0; i < shapes.Count; i++)
        {
            if (Shape.Fits(shapes[i], ordered[i]!.Shape))
                continue;
            string whose = shapes.Count > 1 ? $"at its input '{model.InputNames[i]}'" : $"its first layer '{model.Layers[0].Name}'";
            throw new KerasException(
                "ShapeMismatch",
                $"The model '{model.Name}' expects samples of shape {Shape.Format(shapes[i])} ({whose}), "
                + $"but the dataset{Named(data)} has samples of shape {Shape.Format(ordered[i]!.Shape)}.",
                data);
        }

        return ordered!;
    }

    private static DataArray?[] Targets(Model model, Dataset data, ModelCompilation compilation)
    {
        if (data.Targets.Count == 0 && compilation.Outputs.Any(output => output.NeedsLabels))
            throw new KerasException("NoLabels", $"The dataset{Named(data)} has no labels; name its label column with -Label.", data);
        int outputs = compilation.Outputs.Count;
        DataArray?[] ordered = Ordered(data.Targets, model.OutputNames, outputs) ?? throw new KerasException(
            "OutputsDiffer",
            $"The model '{model.Name}' has {outputs} outputs ({string.Join(", ", model.OutputNames)}), but the dataset{Named(data)} has labels for {data.Targets.Count}"
            + $"{ListOf(data.Targets)}; give one array for each output, by its name (Join-Dataset) or in their order.",
            data);
        for (int i = 0; i < outputs; i++)
            RequireLabels(model, data, compilation.Outputs[i], i, ordered[i]);
        return ordered;
    }

    /// <summary>Arrays by their names where they have the model's, else, without names, in their order; null where neither is possible.</summary>
    private static DataArray?[]? Ordered(IReadOnlyList<DataArray> arrays, IReadOnlyList<string> names, int count)
    {
        bool byName = names.Count > 0 && arrays.Count > 0 && arrays.All(array => names.Contains(array.Name, StringComparer.OrdinalIgnoreCase));
        if (byName)
            return names.Select(name => arrays.FirstOrDefault(array => array.Name.Equals(name, StringComparison.OrdinalIgnoreCase))).ToArray();
        bool areNamed = arrays.Count > 1 && arrays.All(array => array.Name.Length > 0);
        return arrays.Count == count && !areNamed ? arrays.ToArray() : arrays.Count == 0 ? new DataArray?[count] : null;
    }

    private static void RequireLabels(Model model, Dataset data, OutputCompilation output, int index, DataArray? labels)
    {
        if (!output.NeedsLabels)
            return;
        if (labels is null)
        {
            throw new KerasException(
                "NoLabels", $"The dataset{Named(data)} has no labels for the output '{output.Name}' of the model '{model.Name}', which has a loss or metrics.", data);
        }

        if (output.Loss is { } loss)
        {
            RequireLabels(model, data, labels, index, $"loss {loss.ClassName}", loss.Labels, () => LabelAdvice.For(labels, data.ClassNameOf(labels)));
            if (loss.RequiresLabelsFrom0To1)
                RequireFractions(data, labels, loss);
        }

        foreach (Metric metric in output.Metrics.Concat(output.WeightedMetrics))
            RequireLabels(model, data, labels, index, $"metric '{metric.Name}'", metric.Labels, () => labels.Shape.Count == 0 ? "For class indices there is accuracy; for others make the labels one-hot (-OneHot)." : "");
    }

    private static void RequireLabels(Model model, Dataset data, DataArray labels, int index, string whose, LabelKind? needed, Func<string> advice)
    {
        IReadOnlyList<long> output = model.OutputShapes[index];
        if (needed is not { } kind || output.Any(size => size < 0))
            return;
        bool fits = kind == LabelKind.ClassIndex
            ? Shape.Size(labels.Shape) == Shape.Size(output.Take(output.Count - 1).ToArray())
            : SameShape(labels.Shape, output);
        if (!fits)
            throw WrongLabels(model, data, labels, index, whose, kind, advice());
        if (kind == LabelKind.ClassIndex)
            RequireClassIndices(model, data, labels, output[^1]);
    }

    private static void RequireClassIndices(Model model, Dataset data, DataArray array, long classes)
    {
        if (array.FirstThat(label => !(label >= 0 && label < classes && label == MathF.Floor(label))) is { } wrong)
        {
            throw new KerasException(
                "LabelOutOfRange",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Row {(wrong.Index / array.Size) + 1} of the dataset{Named(data)} has the label {Label(data, array, wrong.Value)}, but the model '{model.Name}' has {classes} outputs, so labels are integers from 0 to {classes - 1}. {LabelAdvice.For(array, data.ClassNameOf(array))}").TrimEnd(),
                wrong.Value);
        }
    }

    private static void RequireFractions(Dataset data, DataArray labels, Loss loss)
    {
        if (labels.FirstThat(label => label is not (>= 0 and <= 1)) is not { } wrong)
            return;
        throw new KerasException(
            "LabelOutOfRange",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Row {(wrong.Index / labels.Size) + 1} of the dataset{Named(data)} has the label {Label(data, labels, wrong.Value)}, but the loss {loss.ClassName} takes labels from 0 to 1. {LabelAdvice.For(labels, data.ClassNameOf(labels))}").TrimEnd(),
            wrong.Value);
    }

    /// <summary>A label with the name of its class where it has one.</summary>
    private static string Label(Dataset data, DataArray labels, float value)
    {
        IReadOnlyList<string> names = data.ClassNameOf(labels);
        string name = labels.Shape.Count == 0 && value >= 0 && value < names.Count ? $" ({names[(int)value]})" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{value}{name}");
    }

    private static bool SameShape(IReadOnlyList<long> labels, IReadOnlyList<long> output) =>
        labels.SequenceEqual(output)
        || (output.Count == labels.Count + 1 && output[^1] == 1 && labels.SequenceEqual(output.Take(labels.Count)));

    private static KerasException WrongLabels(Model model, Dataset data, DataArray labels, int index, string whose, LabelKind kind, string advice)
    {
        string needs = kind == LabelKind.ClassIndex ? "one class index per sample" : "labels of the outputs' shape";
        string given = labels.Shape.Count == 0 ? "labels of one value" : $"labels of shape {Shape.Format(labels.Shape)}";
        string place = model.OutputShapes.Count > 1 ? $"at its output '{model.OutputNames[index]}'" : $"its last layer '{model.Layers[^1].Name}'";
        return new KerasException(
            "ShapeMismatch",
            $"The model '{model.Name}' has outputs of shape {Shape.Format(model.OutputShapes[index])} ({place}), "
            + $"but the dataset{Named(data)} has {given}; the {whose} needs {needs}. {advice}".TrimEnd(),
            data);
    }

    private static string ListOf(IReadOnlyList<DataArray> arrays) =>
        arrays.All(array => array.Name.Length == 0) ? "" : $" ({string.Join(", ", arrays.Select(array => array.Name))})";

    /// <summary>The name of a dataset for a message, with a space before it; empty where it has none.</summary>
    public static string Named(Dataset data) => data.Name.Length == 0 ? "" : $" '{data.Name}'";
}
