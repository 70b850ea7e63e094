using System.Text;
using System.Text.RegularExpressions;

namespace KerasPS;

/// <summary>
/// A file's name with fields for numbers, in Python's notation: <c>best_{epoch:02d}_{val_loss:.2f}.keras</c>. A doubled brace is a literal brace.
/// </summary>
internal sealed partial class FileTemplate
{
    private readonly List<Part> parts = [];

    /// <summary>Reads a template.</summary>
    /// <exception cref="KerasException"><c>InvalidTemplate</c>: a brace without its partner, or a field that is not of the form <c>{name}</c> or <c>{name:format}</c>.</exception>
    public FileTemplate(string text)
    {
        Text = text;
        StringBuilder literal = new();
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool isDoubled = i + 1 < text.Length && text[i + 1] == c;
            if (c is '{' or '}' && isDoubled)
            {
                literal.Append(c);
                i++;
            }
            else if (c == '{')
            {
                int end = text.IndexOf('}', i);
                parts.Add(new Part(literal.ToString(), null, null));
                parts.Add(ReadField(end < 0 ? text[i..] : text[i..(end + 1)]));
                literal.Clear();
                i = end;
            }
            else if (c == '}')
                throw Invalid("has a '}' without its '{'; a brace in a name is doubled: '}}'.");
            else
            {
                literal.Append(c);
            }
        }

        parts.Add(new Part(literal.ToString(), null, null));
    }

    /// <summary>The template as it was given.</summary>
    public string Text { get; }

    /// <summary>The names of the fields.</summary>
    public IEnumerable<string> Fields => parts.Select(part => part.Field).OfType<string>();

    /// <summary>What comes before the first field.</summary>
    public string Beginning => parts[0].Literal;

    /// <summary>Whether a field is in the name of a folder.</summary>
    public bool HasFieldInFolder => parts.Skip(1).Any(part => part.Literal.Contains('/') || part.Literal.Contains(Path.DirectorySeparatorChar));

    /// <summary>Whether a file's name is one that the template can give.</summary>
    public bool Matches(string path) => Regex.IsMatch(
        path,
        $"^{string.Concat(parts.Select(part => part.Field is null ? Regex.Escape(part.Literal) : @"[^/\\]+"))}$",
        OperatingSystem.IsWindows() ? RegexOptions.IgnoreCase | RegexOptions.CultureInvariant : RegexOptions.CultureInvariant);

    /// <summary>Checks the fields before there are values for them.</summary>
    /// <param name="counts">The fields that are integers.</param>
    /// <param name="numbers">The other fields.</param>
    /// <exception cref="KerasException"><c>UnknownField</c> or <c>InvalidTemplate</c>.</exception>
    public void Require(IReadOnlyCollection<string> counts, IReadOnlyCollection<string> numbers)
    {
        foreach (Part part in parts.Where(part => part.Field is not null))
        {
            bool isCount = counts.Contains(part.Field, StringComparer.OrdinalIgnoreCase);
            if (!isCount && !numbers.Contains(part.Field, StringComparer.OrdinalIgnoreCase))
                throw Unknown(part.Field!, counts.Concat(numbers));
            if (!isCount && part.Format is { IsForWholeNumbers: true })
                throw Invalid($"writes '{part.Field}' as an integer (d), but it is a floating-point number; use e.g. {{{part.Field}:.2f}}.");
        }
    }

    /// <summary>The name with values for its fields.</summary>
    /// <param name="counts">The values of integers.</param>
    /// <param name="logs">The values of the other fields.</param>
    /// <exception cref="KerasException"><c>UnknownField</c>: there is no value for a field.</exception>
    public string Format(IReadOnlyDictionary<string, int> counts, Logs logs)
    {
        StringBuilder name = new();
        foreach (Part part in parts)
        {
            name.Append(part.Literal);
            if (part.Field is null)
                continue;

            // As in Keras, the logs come first, should a metric be called batch.
            if (logs.TryGetNumber(part.Field, out double number))
                name.Append(part.Format!.Format(number, isWhole: false));
            else if (counts.TryGetValue(part.Field.ToLowerInvariant(), out int count))
                name.Append(part.Format!.Format(count, isWhole: true));
            else
                throw Unknown(part.Field, counts.Keys.Concat(logs.Keys));
        }

        return name.ToString();
    }

    private Part ReadField(string text)
    {
        Match match = Field().Match(text);
        if (!match.Success)
            throw Invalid($"has '{text}', which is not a field; one is e.g. {{epoch:02d}} or {{val_loss:.2f}}, and a brace in a name is doubled.");
        string name = match.Groups["name"].Value;
        NumberFormat? format = NumberFormat.TryParse(match.Groups["format"].Value);
        return format is null
            ? throw Invalid($"has the format '{match.Groups["format"].Value}' for '{name}', which is not a format; one is [[fill]align][0][width][.precision][type] with a type of d, f, e, g or %, e.g. 02d or .4f.")
            : new Part("", name, format);
    }

    private KerasException Unknown(string field, IEnumerable<string> known) => new(
        "UnknownField", $"The file name '{Text}' has a field '{field}', for which there is no value when the file is written. {NearestName.Hint(field, known)}", field);

    private KerasException Invalid(string problem) =>
        new("InvalidTemplate", $"The file name '{Text}' {problem}", Text);

    [GeneratedRegex(@"^\{(?<name>[\p{L}_]\w*)(?::(?<format>[^{}]*))?\}$")]
    private static partial Regex Field();

    private sealed record Part(string Literal, string? Field, NumberFormat? Format);
}
