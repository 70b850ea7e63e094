namespace KerasPS;

/// <summary>Finds the names that a user probably meant, for error messages.</summary>
public static class NearestName
{
    private const int MaxListed = 40;

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
        string rest = names.Length > MaxListed ? $" and {names.Length - MaxListed} more" : "";
        return names.Length == 0 ? meant + "There are none." : $"{meant}Known: {string.Join(", ", names.Take(MaxListed))}{rest}.";
    }

    /// <summary>
    /// Up to three known names, nearest first: within a third of the given name's length in edits, or beginning with it where it has at
    /// least three letters.
    /// </summary>
    /// <param name="given">What the user typed.</param>
    /// <param name="known">The allowed names.</param>
    public static string[] Find(string given, IEnumerable<string> known)
    {
        string wanted = Fold(given);
        int limit = Math.Max(1, wanted.Length / 3);
        return known
            .Select(name => (name, folded: Fold(name)))
            .Select(pair => (pair.name, distance: Distance(wanted, pair.folded), begins: wanted.Length >= 3 && pair.folded.StartsWith(wanted, StringComparison.Ordinal)))
            .Where(pair => pair.begins || pair.distance <= limit)
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.name, StringComparer.Ordinal)
            .Select(pair => pair.name)
            .Take(3)
            .ToArray();
    }

    private static string Fold(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>The edit distance that counts two swapped neighbours as one edit (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        int[,] edits = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    edits[i, j] = i + j;
                    continue;
                }

                int substituted = edits[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                edits[i, j] = Math.Min(substituted, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
            }
        }

        return edits[a.Length, b.Length];
    }
}
