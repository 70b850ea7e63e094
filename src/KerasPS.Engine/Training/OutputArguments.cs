using System.Collections;
using KerasPS.Configuration;

namespace KerasPS;

/// <summary>Arguments of a compilation that can be given for each output: as a list in their order, or as a dictionary by their names.</summary>
internal static class OutputArguments
{
    /// <summary>One value for each output.</summary>
    /// <param name="value">A list with one entry an output, a dictionary by the outputs' names, or one value.</param>
    /// <param name="outputs">The outputs' names; one output may have none.</param>
    /// <param name="argument">The argument, for errors.</param>
    /// <param name="forAll">Whether one value stands for all outputs.</param>
    /// <param name="needsAll">Whether a dictionary must have every output.</param>
    public static object?[] Split(object? value, IReadOnlyList<string> outputs, string argument, bool forAll = false, bool needsAll = false)
    {
        int count = Math.Max(1, outputs.Count);
        if (value is IDictionary dictionary && IsByName(dictionary))
            return ByName(dictionary, outputs, argument, needsAll);
        if (value is IEnumerable list and not (string or IDictionary))
        {
            object?[] items = list.Cast<object?>().ToArray();
            return items.Length == count ? items : throw Misfit(argument, $"{items.Length} entries", outputs);
        }

        if (count > 1 && !forAll && value is not null)
            throw Misfit(argument, "one value", outputs);
        return Enumerable.Repeat(value, count).ToArray();
    }

    /// <summary>The metrics of each output.</summary>
    public static object[][] SplitMetrics(IEnumerable<object> metrics, IReadOnlyList<string> outputs, string argument)
    {
        object[] items = metrics.ToArray();
        if (items is [IDictionary byName] && IsByName(byName))
            return Array.ConvertAll(Split(byName, outputs, argument), AsList);
        if (outputs.Count <= 1)
            return [items.SelectMany(AsList).ToArray()];
        return items.Length == 0
            ? outputs.Select(_ => Array.Empty<object>()).ToArray()
            : Array.ConvertAll(Split(items, outputs, argument), AsList);
    }

    private static object[] AsList(object? item) => item switch
    {
        null => [],
        IEnumerable list and not (string or IDictionary) => list.Cast<object>().ToArray(),
        _ => [item],
    };

    /// <summary>A dictionary that does not specify one object.</summary>
    private static bool IsByName(IDictionary dictionary) =>
        !dictionary.Keys.Cast<object>().Any(key => KerasNaming.Fold(key.ToString()!) == "classname");

    private static object?[] ByName(IDictionary dictionary, IReadOnlyList<string> outputs, string argument, bool needsAll)
    {
        object?[] result = new object?[Math.Max(1, outputs.Count)];
        HashSet<int> found = [];
        foreach (DictionaryEntry entry in dictionary)
        {
            string name = entry.Key.ToString()!;
            int at = outputs.ToList().FindIndex(output => output.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
                throw new KerasException("UnknownName", $"{argument}: the model has no output '{name}'. {NearestName.Hint(name, outputs)}", name);
            result[at] = entry.Value;
            found.Add(at);
        }

        if (needsAll && found.Count < outputs.Count)
            throw Misfit(argument, $"nothing for {string.Join(", ", outputs.Where((_, i) => !found.Contains(i)).Select(name => $"'{name}'"))}", outputs);
        return result;
    }

    private static KerasException Misfit(string argument, string given, IReadOnlyList<string> outputs) => KerasException.InvalidValue(
        argument,
        $"the model has {Math.Max(1, outputs.Count)} outputs ({string.Join(", ", outputs)}), but there is {given}; give a list with one entry per output, or a hashtable by their names.");
}
