namespace KerasPS.Saving;

/// <summary>Compares the arrays of a file with the expected ones, so that one error names all differences.</summary>
internal static class TensorMatch
{
    private const int MaxDifferences = 20;

    /// <summary>Checks that there are just the expected arrays, in the expected shapes.</summary>
    /// <param name="expected">The names and shapes.</param>
    /// <param name="given">The arrays of the file.</param>
    /// <param name="what">What they are for, e.g. <c>the model 'iris'</c>.</param>
    /// <exception cref="KerasException"><c>WeightsMismatch</c>.</exception>
    public static void Require(
        IReadOnlyCollection<(string Name, IReadOnlyList<long> Shape)> expected,
        IReadOnlyDictionary<string, SafeTensor> given,
        string what)
    {
        string[] differences =
        [
            .. Differences(expected, given),
            .. given.Keys.Except(expected.Select(w => w.Name)).Select(name => $"'{name}' {Shape.Format(given[name].Shape)} is unexpected"),
        ];
        Require(differences, what);
    }

    /// <summary>Refuses differences, all in one error.</summary>
    /// <param name="differences">What differs.</param>
    /// <param name="what">What the arrays are for.</param>
    /// <exception cref="KerasException"><c>WeightsMismatch</c>.</exception>
    public static void Require(string[] differences, string what)
    {
        if (differences.Length == 0)
            return;
        string more = differences.Length > MaxDifferences ? $"; and {differences.Length - MaxDifferences} more" : "";
        throw new KerasException("WeightsMismatch", $"The arrays do not fit {what}: {string.Join("; ", differences.Take(MaxDifferences))}{more}.", differences);
    }

    /// <summary>The expected arrays that are missing or of another shape, as strings.</summary>
    public static IEnumerable<string> Differences(
        IReadOnlyCollection<(string Name, IReadOnlyList<long> Shape)> expected,
        IReadOnlyDictionary<string, SafeTensor> given) => expected
        .Where(w => !given.ContainsKey(w.Name)).Select(w => $"'{w.Name}' {Shape.Format(w.Shape)} is missing")
        .Concat(expected.Where(w => given.TryGetValue(w.Name, out SafeTensor? g) && !g.Shape.SequenceEqual(w.Shape))
            .Select(w => $"'{w.Name}' has the shape {Shape.Format(given[w.Name].Shape)} instead of {Shape.Format(w.Shape)}"));
}
