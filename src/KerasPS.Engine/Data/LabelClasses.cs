namespace KerasPS.Data;

/// <summary>Reads the class of each sample from its label.</summary>
internal static class LabelClasses
{
    private const string ForStratifying = "to stratify by";

    /// <summary>The classes of the samples, numbered from 0 without gaps: of class indices in their order, of one-hot vectors by the position of their 1.</summary>
    public static int[] Of(Dataset dataset)
    {
        if (dataset.Targets.Count == 0)
            throw NotClasses("The dataset has no labels", ForStratifying);
        float[] classes = IndicesOf(dataset.Targets[0], ForStratifying);
        Dictionary<float, int> index = classes.Distinct().Order().Select((label, i) => (label, i)).ToDictionary(pair => pair.label, pair => pair.i);
        return Array.ConvertAll(classes, label => index[label]);
    }

    /// <summary>The classes of the samples as their labels number them.</summary>
    /// <param name="labels">The labels: class indices, or one-hot vectors.</param>
    /// <param name="purpose">What the classes are for, e.g. <c>to stratify by</c>.</param>
    public static float[] IndicesOf(DataArray labels, string purpose)
    {
        float[] classes = labels.Shape switch
        {
            [] or [1] => labels.Values,
            [var width] => FromOneHot(labels.Values, (int)width, purpose),
            _ => throw NotClasses($"A label has the shape ({string.Join(", ", labels.Shape)})", purpose),
        };
        foreach (float label in classes.Distinct().Order())
        {
            if (label < 0 || label != MathF.Floor(label))
                throw NotClasses(FormattableString.Invariant($"A label is {label}"), purpose);
        }

        return classes;
    }

    private static float[] FromOneHot(float[] labels, int width, string purpose)
    {
        float[] classes = new float[labels.Length / width];
        for (int i = 0; i < classes.Length; i++)
        {
            ReadOnlySpan<float> label = labels.AsSpan(i * width, width);
            int hot = label.IndexOf(1);
            if (hot < 0 || label.Count(0) != width - 1)
                throw NotClasses($"Label {i + 1} is a vector of {width} values that is not one-hot", purpose);
            classes[i] = hot;
        }

        return classes;
    }

    private static KerasException NotClasses(string problem, string purpose) => new(
        "LabelsAreNotClasses",
        $"{problem}, so there are no classes {purpose}: they are integers from 0, or one-hot vectors.{(purpose == ForStratifying ? " Split without stratification." : "")}");
}
