namespace KerasPS;

/// <summary>Finds the names that a user probably meant, for error messages.</summary>
public static class NearestName
{
    /// <summary>
    /// A sentence such as <c>Did you mean 'val_loss'? Known: loss, val_loss.</c>; only the list where nothing is near.
    /// </summary>
    /// <param name="given">What the user typed.</param>
    /// <param name="known">The allowed names.</param>
    public static string Hint(string given, IEnumerable<string> known)
    {
        string[] names = known.Distinct(StringComparer.Ordinal).ToArray();
        string[] near = Find(given, names);
        string meant = near.Length == 0 ? "" : $"Did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}? ";
        return names.Length == 0 ? meant + "There are none." : $"{meant}Known: {string.Join(", ", names)}.";
    }

    /// <summary>Up to three known names within a third of the given name's length in edits, nearest first.</summary>
    /// <param name="given">What the user typed.</param>
    /// <param name="known">The allowed names.</param>
    public static string[] Find(string given, IEnumerable<string> known)
    {
        string wanted = Fold(given);
        int limit = Math.Max(1, wanted.Length / 3);
        return known
            .Select(name => (name, distance: Distance(wanted, Fold(name))))
            .Where(pair => pair.distance <= limit)
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.name, StringComparer.Ordinal)
            .Select(pair => pair.name)
            .Take(3)
            .ToArray();
    }

    private static string Fold(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Levenshtein's edit distance.</summary>
    private static int Distance(string a, string b)
    {
        int[] previous = Enumerable.Range(0, b.Length + 1).ToArray();
        int[] current = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
