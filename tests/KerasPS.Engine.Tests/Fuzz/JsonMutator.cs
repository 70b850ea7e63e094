using System.Text;
using System.Text.RegularExpressions;

namespace KerasPS.Tests.Fuzz;

/// <summary>Damages JSON by its tokens, so that most of what comes out still is JSON but says something else.</summary>
internal sealed class JsonMutator(Random random)
{
    private static readonly string[] Strange =
    [
        "null", "true", "false", "0", "-1", "0.5", "1e308", "1e-320", "2147483648", "9223372036854775807", "99999999999999999999", "\"\"", "\"__lambda__\"",
        "\"Lambda\"", "\"os\"", "\"../../x\"", "[]", "{}", "[null]", "[[[[[[[[1]]]]]]]]", "{\"class_name\":\"Dense\"}", "\"\\u0000\"", "\"keras.layers\"", "NaN", "Infinity",
    ];

    public byte[] Mutate(byte[] json, int most = 4)
    {
        List<string> tokens = [.. Regex.Matches(Encoding.UTF8.GetString(json), "\"(?:[^\"\\\\]|\\\\.)*\"|[\\[\\]{},:]|[^\\s\\[\\]{},:\"]+|\"").Select(match => match.Value)];
        for (int left = random.Next(1, most + 1); left > 0 && tokens.Count > 0; left--)
            Once(tokens);
        return Encoding.UTF8.GetBytes(string.Concat(tokens));
    }

    private void Once(List<string> tokens)
    {
        int at = random.Next(tokens.Count);
        // Punctuation mostly stays, so that the document mostly stays one.
        for (int tries = 0; tries < 4 && tokens[at] is "," or ":" or "{" or "}" or "[" or "]"; tries++)
            at = random.Next(tokens.Count);
        switch (random.Next(8))
        {
            case 0 or 1 or 2:
                tokens[at] = Strange[random.Next(Strange.Length)];
                return;
            case 3 or 4:
                tokens[at] = tokens[random.Next(tokens.Count)];
                return;
            case 5:
                tokens.RemoveAt(at);
                return;
            case 6:
                int count = Math.Min(random.Next(1, 24), tokens.Count - at);
                tokens.InsertRange(random.Next(tokens.Count), tokens.GetRange(at, count));
                return;
            default:
                tokens.RemoveRange(at, Math.Min(random.Next(1, 24), tokens.Count - at));
                return;
        }
    }
}
