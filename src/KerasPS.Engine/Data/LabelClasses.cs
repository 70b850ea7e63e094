namespace KerasPS.Data;

/// <summary>Reads the class of each sample from its label.</summary>
internal static class LabelClasses
{
    /// <summary>The classes of the samples, numbered from 0 without gaps: of class indices in their order, of one-hot vectors by their place.</summary>
    public static int[] Of(Dataset dataset)
    {
        if (dataset.Labels is not { } labels)
            throw NotClasses("The dataset has no labels");
        float[] classes = dataset.LabelShape switch
        {
            [] or [1] => labels,
            [var width] => FromOneHot(labels, (int)width),
            _ => throw NotClasses($"A label has the shape ({string.Join(", ", dataset.LabelShape)})"),
        };
        float[] distinct = classes.Distinct().Order().ToArray();
        foreach (float label in distinct)
        {
            if (label < 0 || label != MathF.Floor(label))
                throw NotClasses(FormattableString.Invariant($"A label is {label}"));
        }

        Dictionary<float, int> index = distinct.Select((label, i) => (label, i)).ToDictionary(pair => pair.label, pair => pair.i);
        return Array.ConvertAll(classes, label => index[label]);
    }

    private static float[] FromOneHot(float[] labels, int width)
    {
        float[] classes = new float[labels.Length / width];
        for (int i = 0; i < classes.Length; i++)
        {
            ReadOnlySpan<float> label = labels.AsSpan(i * width, width);
            int hot = label.IndexOf(1);
            if (hot < 0 || label.Count(0) != width - 1)
                throw NotClasses($"Label {i + 1} is a vector of {width} numbers that is not one 1 and zeros");
            classes[i] = hot;
        }

        return classes;
    }

    private static KerasException NotClasses(string problem) => new(
        "LabelsAreNotClasses",
        KerasErrorKind.InvalidArgument,
        $"{problem}, so there are no classes to stratify by: they are whole numbers from 0, or one-hot vectors. Split without stratification.");
}
