namespace KerasPS.Text;

/// <summary>The order of texts by their Unicode code points, which is that of their bytes in UTF-8.</summary>
internal sealed class CodePointOrder : IComparer<string>
{
    public static readonly CodePointOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        int common = Math.Min(x!.Length, y!.Length);
        for (int i = 0; i < common; i++)
        {
            if (x[i] != y[i])
                return Rank(x[i]) - Rank(y[i]);
        }

        return x.Length - y.Length;
    }

    /// <summary>UTF-16 writes the characters beyond its last one with surrogates, which are not its last ones.</summary>
    private static int Rank(char c) => char.IsSurrogate(c) ? c + char.MaxValue : c;
}
