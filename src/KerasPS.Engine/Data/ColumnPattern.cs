using System.Text;
using System.Text.RegularExpressions;

namespace KerasPS.Data;

/// <summary>A pattern of column names with PowerShell's wildcards: <c>*</c>, <c>?</c>, <c>[abc]</c>, <c>[a-z]</c>; a backtick takes the next character literally.</summary>
internal sealed class ColumnPattern
{
    private readonly Regex regex;

    public ColumnPattern(string pattern)
    {
        try
        {
            regex = new Regex(Translate(pattern), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
        }
        catch (RegexParseException e)
        {
            throw ColumnErrors.InvalidPattern(pattern, e);
        }
    }

    public bool Matches(string name) => regex.IsMatch(name);

    private static string Translate(string pattern)
    {
        StringBuilder regex = new("^");
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            // A set holds one character at least, so a bracket right after the opening one does not close it.
            int close = c == '[' && i + 2 < pattern.Length ? pattern.IndexOf(']', i + 2) : -1;
            if (close > 0)
            {
                regex.Append('[').Append(EscapeSet(pattern[(i + 1)..close])).Append(']');
                i = close;
            }
            else
            {
                bool literal = c == '`' && i + 1 < pattern.Length;
                regex.Append(literal ? Regex.Escape(pattern[++i].ToString()) : TranslateCharacter(c));
            }
        }

        return regex.Append("\\z").ToString();
    }

    private static string TranslateCharacter(char c) => c switch
    {
        '*' => ".*",
        '?' => ".",
        _ => Regex.Escape(c.ToString()),
    };

    private static string EscapeSet(string set) =>
        set.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("^", "\\^", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
}
