namespace KerasPS.Charts;

/// <summary>What a terminal can show: characters beyond ASCII, and colors.</summary>
/// <param name="IsUnicode">Whether braille, blocks and lines can be shown; otherwise all is ASCII.</param>
/// <param name="HasColor">Whether escape sequences color the text; without them it is plain.</param>
public sealed record TextStyle(bool IsUnicode, bool HasColor)
{
    // Readable on black and on white, and told apart by the color-blind.
    private static readonly Dictionary<TextColor, string> Codes = new()
    {
        [TextColor.Training] = "38;5;32",
        [TextColor.Validation] = "38;5;208",
        [TextColor.Best] = "1;38;5;35",
        [TextColor.Bad] = "38;5;161",
        [TextColor.Faint] = "38;5;244",
        [TextColor.Strong] = "1",
    };

    internal string Paint(string text, TextColor color) =>
        HasColor && color != TextColor.None && text.Length > 0 ? $"\e[{Codes[color]}m{text}\e[0m" : text;

    internal char Pick(char unicode, char ascii) => IsUnicode ? unicode : ascii;

    /// <summary>A text in ASCII where nothing else can be shown.</summary>
    internal string Fit(string text) => IsUnicode ? text : string.Concat(text.Select(letter => letter < 128 ? letter : letter switch { '…' => '~', '·' or '•' => '-', '×' => 'x', _ => '?' }));
}
