using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KerasPS.Tests.Documentation;

namespace KerasPS.Tests.Onnx;

/// <summary>ONNX Runtime computes what the layers compute.</summary>
public partial class OnnxRuntimeTests(OnnxRuns runs) : IClassFixture<OnnxRuns>
{
    private const double Tolerance = 1e-5;

    private static readonly GeneratedDocument Committed = new("onnx.md");

    public static TheoryData<string> Cases => new(OnnxRuns.Names);

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_computes_the_same(string name)
    {
        (OnnxCase @case, OnnxRuntime.Array[] outputs) = runs[name];
        Assert.Equal(@case.Expected.Select(output => output.Name), outputs.Select(output => output.Name));
        foreach ((OnnxRuntime.Array expected, OnnxRuntime.Array actual) in @case.Expected.Zip(outputs))
        {
            Assert.Equal(expected.Type, actual.Type);
            Assert.Equal(expected.Shape, actual.Shape);
            Assert.InRange(ErrorOf(expected, actual), 0, Tolerance);
        }
    }

    /// <summary>The figures are those of the machine that wrote them; what is compared is that each class that can be exported has its row with all its cases, and no other.</summary>
    [Fact]
    public void The_table_says_what_is_run()
    {
        if (GeneratedDocument.MayWrite)
            Committed.Write(Document());
        string[] run = OnnxRuns.Names.GroupBy(OnnxRuns.ClassOf).Select(rows => $"{rows.Key}, {rows.Count()} cases").Order(StringComparer.Ordinal).ToArray();
        string[] stated = Row().Matches(Committed.Read()).Select(row => $"{row.Groups[1].Value}, {row.Groups[2].Value} cases").Order(StringComparer.Ordinal).ToArray();
        Assert.True(run.SequenceEqual(stated), $"Run, but not in docs/onnx.md: {string.Join("; ", run.Except(stated))}. The other way round: {string.Join("; ", stated.Except(run))}. {GeneratedDocument.HowToWrite}");
    }

    /// <summary>The largest difference, as a part of the largest value.</summary>
    private static double ErrorOf(OnnxRuntime.Array expected, OnnxRuntime.Array actual)
    {
        double largest = expected.Values.Select(value => (double)Math.Abs(value)).DefaultIfEmpty(0).Max();
        double difference = expected.Values.Zip(actual.Values, (e, a) => float.IsNaN(e) && float.IsNaN(a) ? 0 : (double)Math.Abs(e - a)).DefaultIfEmpty(0).Max();
        return difference == 0 ? 0 : difference / Math.Max(largest, float.Epsilon);
    }

    [GeneratedRegex(@"^\| (\w+) \| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    private string Document()
    {
        StringBuilder text = new();
        text.Append("# ONNX files, run\n\n");
        text.Append("Written by `./build.sh docs` from the tests that export each class of layers, run the file in ONNX Runtime and compare the outputs, and the\n");
        text.Append("masks that go with them, with KerasPS's own in single precision. An error is the largest difference as a part of the largest value; ");
        text.Append(CultureInfo.InvariantCulture, $"tests allow {Tolerance:0e-00}.\n\n");
        text.Append("| class | cases | largest error |\n|---|---|---|\n");
        foreach (IGrouping<string, string> rows in OnnxRuns.Names.GroupBy(OnnxRuns.ClassOf).OrderBy(rows => rows.Key, StringComparer.Ordinal))
        {
            double error = rows.Select(name => runs[name]).SelectMany(run => run.Case.Expected.Zip(run.Outputs, ErrorOf)).Max();
            string figure = error == 0 ? "exact" : error.ToString("0.0e-00", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"| {rows.Key} | {rows.Count()} | {figure} |\n");
        }

        return text.ToString();
    }
}
