using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KerasPS.Tests.Documentation;

/// <summary>
/// docs/fidelity.md says how near KerasPS comes to Keras. What was compared in this run is written to out/fidelity.md; the committed figures
/// are those of one machine, because the last digits differ between machines: compared are the number of cases and the tolerance.
/// </summary>
/// <remarks>Classes of this collection come after all golden tests; of a run of some tests, only what was run is looked at.</remarks>
[Collection(RunsAlone.Name)]
public partial class FidelityTests
{
    private const string NotComparable = """

        ## What cannot be compared

        Random streams: Keras draws from the generators of Python's NumPy, JAX, TensorFlow or PyTorch, KerasPS from libtorch's. So these have
        the same distribution as in Keras, but not the same values, whatever the seed:

        | what | how it is tested instead |
        |---|---|
        | values of random initializers | moments, limits and orthogonality; goldens are compared with Keras's own weights |
        | masks and noise of dropout and noise layers | rates, scales and moments; that evaluation leaves values as they are |
        | choices of random image layers | their ranges, and the transformation against a plain one with the same choice |
        | seeds | the same seed gives the same numbers again; it does not give Keras's |

        The order of samples is no such case: it is PyTorch's `randperm`, and Keras's order with `-Shuffle Keras`.

        """;

    private static readonly GeneratedDocument Committed = new("fidelity.md");

    [Fact]
    public void The_table_says_what_is_compared()
    {
        string measured = Document();
        string output = RepositoryFiles.PathOf("out", "fidelity.md");
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        File.WriteAllText(output, measured);
        if (GeneratedDocument.MayWrite)
        {
            Assert.Empty(GoldenCoverageTests.CoveredCases.Except(Fidelity.Compared.Keys));
            Committed.Write(measured);
        }

        Dictionary<string, (int Cases, double Tolerance)> stated = Stated();
        foreach (IGrouping<string, string> family in GoldenCoverageTests.CoveredCases.GroupBy(SectionOf))
        {
            Assert.True(stated.TryGetValue(family.Key, out var row), $"docs/fidelity.md has no row for {family.Key}. {GeneratedDocument.HowToWrite}");
            Assert.True(row.Cases == family.Count(), $"docs/fidelity.md states {row.Cases} cases of {family.Key}, but there are {family.Count()}. {GeneratedDocument.HowToWrite}");
            double tolerance = Compared(family.Key).Select(figure => figure.Value.Tolerance).DefaultIfEmpty(0).Max();
            Assert.True(tolerance <= row.Tolerance, $"docs/fidelity.md states a tolerance of {row.Tolerance} for {family.Key}, but tests allow {tolerance}. {GeneratedDocument.HowToWrite}");
        }
    }

    [Fact]
    public void What_is_compared_is_listed_as_covered() => Assert.Empty(Fidelity.Compared.Keys.Except(GoldenCoverageTests.CoveredCases));

    private static string Document()
    {
        StringBuilder text = new();
        text.Append("# Fidelity to Keras 3.16\n\n");
        text.Append("Written by `./build.sh docs` from the golden tests, which compare with numbers that Keras itself computed (`tests/goldens/keras.json`).\n");
        text.Append("Errors are relative for numbers above 1, absolute below, in single precision. The tolerance is what tests allow; the largest error is what\n");
        text.Append("the machine measured that wrote this file, and differs in its last digits elsewhere. `out/fidelity.md` has those of the last run.\n\n");
        text.Append("| family | cases compared | of | largest error | tolerance | largest in |\n|---|---|---|---|---|---|\n");
        foreach (IGrouping<string, string> family in GoldenCases.All.Keys.GroupBy(SectionOf))
        {
            int covered = GoldenCoverageTests.CoveredCases.Count(name => SectionOf(name) == family.Key);
            if (Compared(family.Key).ToArray() is not { Length: > 0 } figures)
                continue;
            KeyValuePair<string, Fidelity.Figure> worst = figures.MaxBy(figure => figure.Value.Error);
            double tolerance = figures.Max(figure => figure.Value.Tolerance);
            string where = worst.Value.Error > 0 ? $"`{worst.Key[(family.Key.Length + 1)..]}`" : "";
            text.Append(CultureInfo.InvariantCulture, $"| {family.Key} | {covered} | {family.Count()} | {Number(worst.Value.Error)} | {Number(tolerance)} | {where} |\n");
        }

        return text.Append(NotComparable.ReplaceLineEndings("\n")).ToString();
    }

    private static Dictionary<string, (int Cases, double Tolerance)> Stated() => Row().Matches(Committed.Read()).ToDictionary(
        row => row.Groups[1].Value,
        row => (int.Parse(row.Groups[2].Value, CultureInfo.InvariantCulture), ToNumber(row.Groups[3].Value)));

    private static IEnumerable<KeyValuePair<string, Fidelity.Figure>> Compared(string section) =>
        Fidelity.Compared.Where(figure => SectionOf(figure.Key) == section).OrderBy(figure => figure.Key, StringComparer.Ordinal);

    private static string SectionOf(string name) => name[..name.IndexOf('/', StringComparison.Ordinal)];

    private static string Number(double value) => value == 0 ? "exact" : value.ToString("0.0e-00", CultureInfo.InvariantCulture);

    private static double ToNumber(string text) => text == "exact" ? 0 : double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| (\w+) \| (\d+) \| \d+ \| [^|]+ \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
