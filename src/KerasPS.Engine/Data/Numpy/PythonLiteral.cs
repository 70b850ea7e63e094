using System.Globalization;

namespace KerasPS.Data.Numpy;

/// <summary>
/// Reads the few literals of Python that describe arrays: strings, integers, <c>True</c>, <c>False</c>, tuples, lists and dictionaries. Nothing is
/// ever computed or called.
/// </summary>
internal sealed class PythonLiteral
{
    private const int Deepest = 8;

    private readonly string text;
    private int at;

    private PythonLiteral(string text) => this.text = text;

    /// <summary>Reads a dictionary with strings as keys; only blanks may follow it.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static IReadOnlyDictionary<string, object> ParseDictionary(string text)
    {
        PythonLiteral reader = new(text);
        if (reader.Value(0) is not IReadOnlyDictionary<string, object> dictionary)
            throw reader.Unexpected(0);
        return reader.Next() == '\0' && reader.at == text.Length ? dictionary : throw reader.Unexpected(reader.at);
    }

    private object Value(int depth)
    {
        if (depth > Deepest)
            throw Unexpected(at);
        char next = Next();
        int start = at;
        switch (next)
        {
            case '{':
                return Dictionary(depth);
            case '(' or '[':
                return Items(next == '(' ? ')' : ']', depth);
            case '\'' or '"':
                return Text();
            case '-' or (>= '0' and <= '9'):
                at++;
                while (at < text.Length && char.IsAsciiDigit(text[at]))
                    at++;
                string digits = text[start..at];
                // Python 2 wrote large numbers with an L.
                if (at < text.Length && text[at] == 'L')
                    at++;
                return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : throw Unexpected(start);
            default:
                return Word("True") || (Word("False") ? false : throw Unexpected(at));
        }
    }

    private Dictionary<string, object> Dictionary(int depth)
    {
        Dictionary<string, object> entries = [];
        at++;
        while (Next() != '}')
        {
            int start = at;
            if (text.Length == at || text[at] is not ('\'' or '"'))
                throw Unexpected(at);
            string key = Text();
            Take(':');
            if (!entries.TryAdd(key, Value(depth + 1)))
                throw Unexpected(start);
            if (Next() != '}')
                Take(',');
        }

        at++;
        return entries;
    }

    private List<object> Items(char close, int depth)
    {
        List<object> items = [];
        at++;
        while (Next() != close)
        {
            items.Add(Value(depth + 1));
            if (Next() != close)
                Take(',');
        }

        at++;
        return items;
    }

    private string Text()
    {
        int close = text.IndexOf(text[at], at + 1);
        string value = close < 0 ? throw Unexpected(at) : text[(at + 1)..close];
        if (value.Contains('\\', StringComparison.Ordinal))
            throw Unexpected(at);
        at = close + 1;
        return value;
    }

    private bool Word(string word)
    {
        if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0)
            return false;
        at += word.Length;
        return true;
    }

    private void Take(char expected)
    {
        if (Next() != expected)
            throw Unexpected(at);
        at++;
    }

    /// <summary>The next character that is no blank; 0 at the end.</summary>
    private char Next()
    {
        while (at < text.Length && text[at] is (' ' or '\t' or '\n' or '\r'))
            at++;
        return at < text.Length ? text[at] : '\0';
    }

    private FormatException Unexpected(int place) =>
        new(place < text.Length ? $"'{text.AsSpan(place, Math.Min(12, text.Length - place))}' at {place}" : "it ends early");
}
