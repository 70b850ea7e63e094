using System.Globalization;

namespace KerasPS.Data;

/// <summary>Gives class indices their names, and makes them one-hot.</summary>
internal static class ClassLabels
{
    private const string Purpose = "to name or to make one-hot";

    /// <summary>The labels with the names of their classes.</summary>
    /// <param name="labels">Class indices, or one-hot vectors, which only get names.</param>
    /// <param name="className">The names in the order of the indices; null: the numbers.</param>
    /// <param name="oneHot">Whether indices become vectors.</param>
    /// <exception cref="KerasException"><c>LabelsAreNotClasses</c>; <c>UnknownLabel</c>: there are fewer names than classes.</exception>
    public static DataArray Of(DataArray labels, IReadOnlyList<string>? className, bool oneHot)
    {
        float[] indices = LabelClasses.IndicesOf(labels, Purpose);
        bool isVector = labels.Shape is [> 1];
        float greatest = isVector ? labels.Shape[0] - 1 : indices.Max();
        if (className is null && greatest > (double)Array.MaxLength / indices.Length)
            throw new KerasException(
                "DatasetTooLarge", $"A label is {greatest.ToString("F0", CultureInfo.InvariantCulture)}: one-hot labels of so many classes do not fit into memory.");
        className ??= Enumerable.Range(0, (int)greatest + 1).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToArray();
        if (greatest >= className.Count)
        {
            throw new KerasException(
                "UnknownLabel",
                $"A label is the class {greatest.ToString("F0", CultureInfo.InvariantCulture)}, but the {className.Count} names are those of the classes 0 to {className.Count - 1}: {string.Join(", ", className)}.",
                className);
        }

        return oneHot && !isVector
            ? new DataArray(LabelEncoding.ToOneHot(indices, className.Count), [className.Count], labels.Name) { ClassName = className }
            : new DataArray(labels.Values, labels.Shape, labels.Name) { ClassName = className };
    }
}
