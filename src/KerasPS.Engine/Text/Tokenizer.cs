using System.Text;

namespace KerasPS.Text;

/// <summary>Takes texts apart as Keras's <c>TextVectorization</c> does, which knows the letters, white space and punctuation of ASCII alone.</summary>
internal sealed class Tokenizer(TextStandardization standardize, TextSplit split, IReadOnlyList<long> widths)
{
    private static readonly char[] WhiteSpace = [' ', '\t', '\n', '\v', '\f', '\r'];

    public IReadOnlyList<string> Split(string text)
    {
        string standard = Standardize(text);
        string[] tokens = split switch
        {
            TextSplit.Whitespace => standard.Split(WhiteSpace, StringSplitOptions.RemoveEmptyEntries),
            TextSplit.Character => standard.EnumerateRunes().Select(character => character.ToString()).ToArray(),
            _ => [standard],
        };
        return widths.Count == 0 ? tokens : widths.SelectMany(width => NGrams(tokens, (int)width)).ToArray();
    }

    private static IEnumerable<string> NGrams(string[] tokens, int width) =>
        Enumerable.Range(0, Math.Max(0, tokens.Length - width + 1)).Select(start => string.Join(' ', tokens, start, width));

    private string Standardize(string text)
    {
        if (standardize == TextStandardization.None)
            return text;
        StringBuilder standard = new(text.Length);
        foreach (char c in text)
        {
            if (standardize != TextStandardization.Lower && char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c)))
                continue;
            standard.Append(standardize != TextStandardization.StripPunctuation && char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c);
        }

        return standard.ToString();
    }
}
