namespace KerasPS.Build.Tests;

public sealed class CoverageReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_line_is_covered_where_any_report_says_so()
    {
        CoverageReport report = Read(
            Class("src/KerasPS.Engine/Layers/Dense.cs", (1, 0), (2, 3), (3, 0)) + Class("src/KerasPS.Engine/Layers/Dense.cs", (4, 0)) + Class("tests/Other.cs", (1, 1)),
            Class("src/KerasPS.Engine/Layers/Dense.cs", (1, 1), (2, 0), (3, 0)) + Class("src/KerasPS.Cmdlets/obj/cmdlets/NewDense.cs", (1, 1)));

        Assert.Equal(new CoverageReport.Share(3, 5), report.Total);
        Assert.Equal("60.0 %", report.Total.ToString());
    }

    [Fact]
    public void The_figures_replace_those_that_a_document_has()
    {
        CoverageReport report = Read(Class("src/KerasPS.Engine/Layers/Dense.cs", (1, 1), (2, 0)) + Class("src/KerasPS.Cmdlets/obj/cmdlets/NewDense.cs", (1, 1)));
        const string Begin = "<!-- coverage: written by ./build.sh coverage -->", End = "<!-- end of coverage -->";

        string document = report.Into($"before\n{Begin}\nof an earlier run\n{End}\nafter\n");

        Assert.StartsWith($"before\n{Begin}\n", document);
        Assert.EndsWith($"{End}\nafter\n", document);
        Assert.DoesNotContain("earlier run", document);
        Assert.Contains("| KerasPS.Engine/Layers | 1 | 2 | 50.0 % |\n", document);
        Assert.Contains("| KerasPS.Cmdlets (generated) | 1 | 1 | 100.0 % |\n", document);
        Assert.Contains("| all | 2 | 3 | 66.6 % |\n", document);
        Assert.Contains("* `KerasPS.Engine/Layers/Dense.cs`: 50.0 % of 2 lines\n", document);
        Assert.DoesNotContain("NewDense.cs", document);
        Assert.Equal(document, report.Into(document));
        Assert.Throws<BuildFailure>(() => report.Into("no place"));
    }

    private string Class(string file, params (int Number, int Hits)[] lines) =>
        $"<class filename=\"{folder.In(file.Split('/'))}\"><methods /><lines>{string.Concat(lines.Select(line => $"<line number=\"{line.Number}\" hits=\"{line.Hits}\" />"))}</lines></class>";

    private CoverageReport Read(params string[] reports) => CoverageReport.Read(
        new Repository(folder.Path),
        reports.Select((classes, i) => folder.Write($"{i}.cobertura.xml", $"<coverage><packages><package><classes>{classes}</classes></package></packages></coverage>")));
}
