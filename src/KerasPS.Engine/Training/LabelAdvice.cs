using System.Globalization;
using KerasPS.Data;

namespace KerasPS;

/// <summary>Says which last layer and loss fit the labels of a dataset.</summary>
internal static class LabelAdvice
{
    private const int ShownClasses = 5;

    /// <summary>Numbers up to here may well be classes.</summary>
    private const int MaxClasses = 1000;

    private const string ForNumbers = "a last layer of {0} without an activation and the loss mean_squared_error";

    /// <summary>One or two sentences; empty where labels have several axes.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="className">The names of their classes; empty where they have none.</param>
    public static string For(DataArray labels, IReadOnlyList<string> className) => labels.Shape switch
    {
        [] or [1] when className.Count > 1 => $"The labels are the classes {ListOf(className)}, which need {ForClasses(className.Count)}.",
        [var count] when count > 1 && className.Count == count => $"The labels are one-hot vectors of the classes {ListOf(className)}, which need a last layer of {Units(count)} with the activation softmax and the loss categorical_crossentropy.",
        [] or [1] when MayBeClasses(labels) => $"If the labels are classes they need {ForClasses((int)labels.Range().Greatest + 1)}; if they are amounts, {Format(ForNumbers, Units(1))}.",
        [] or [1] => $"Labels that are amounts need {Format(ForNumbers, Units(1))}.",
        [var count] => $"Labels of {count} values need {Format(ForNumbers, Units(count))}, or, where each is a yes or no, with sigmoid and binary_crossentropy.",
        _ => "",
    };

    /// <summary>Classes as a message names them.</summary>
    /// <param name="className">The names.</param>
    public static string ListOf(IReadOnlyList<string> className) =>
        string.Join(", ", className.Take(ShownClasses)) + (className.Count > ShownClasses ? $" ... ({className.Count} in all)" : "");

    private static string ForClasses(int count)
    {
        string several = $"a last layer of {Units(count)} with the activation softmax and the loss sparse_categorical_crossentropy";
        return count > 2 ? several + " (with labels as vectors, -OneHot: categorical_crossentropy)" : $"a last layer of {Units(1)} with the activation sigmoid and the loss binary_crossentropy, or {several}";
    }

    private static bool MayBeClasses(DataArray labels) =>
        labels.FirstThat(value => !(value is >= 0 and < MaxClasses && value == MathF.Floor(value))) is null && labels.FirstThat(value => value > 0) is not null;

    private static string Units(long count) => count == 1 ? "1 unit" : $"{count} units";

    private static string Format(string text, string units) => string.Format(CultureInfo.InvariantCulture, text, units);
}
