using System.Globalization;
using System.Xml.Linq;
using KerasPS.Charts;
using KerasPS.Tests.Training;
using static KerasPS.Tests.Charts.ChartFixtures;

namespace KerasPS.Tests.Charts;

public sealed class HistoryFileTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_picture_has_a_panel_for_each_metric_and_one_for_the_learning_rate()
    {
        XElement image = XElement.Parse(Written(Sample(), "h.svg"));
        XElement[] charts = image.Elements(Svg + "svg").ToArray();
        Assert.Equal(["loss", "accuracy", "learning_rate"], charts.Select(chart => (string)chart.Element(Svg + "title")!));
        Assert.Equal([2, 1, 1], charts.Select(chart => chart.Elements(Svg + "polyline").Count()));
        Assert.Equal([1, 1, 0], charts.Select(chart => chart.Elements(Svg + "line").Count(line => (string)line.Attribute("class")! == "best-line")));
        Assert.Contains(image.Descendants(Svg + "text"), text => text.Value == "best epoch 2: val_loss 0.6");
        Assert.Contains("prefers-color-scheme: dark", image.Element(Svg + "style")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Curves_go_through_the_values()
    {
        XElement image = XElement.Parse(Written(Table(("loss", Values(0.0, 1.0, 0.5))), "h.svg"));
        double[][] points = image.Descendants(Svg + "polyline").Single().Attribute("points")!.Value.Split(' ')
            .Select(point => point.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.Equal(points[2][0] - points[1][0], points[1][0] - points[0][0], 1);
        Assert.Equal((points[0][1] + points[1][1]) / 2, points[2][1], 1);
        Assert.True(points[1][1] < points[0][1]);
    }

    [Fact]
    public void Names_cannot_become_markup()
    {
        const string Name = "<b>&\"' ]]> </script>\u0001";
        EpochTable table = Titled(Name, (Name + "loss", Values(1.0, 0.5)), ("note", Values(Name, Name)));
        Assert.Contains(XElement.Parse(Written(table, "h.svg")).Descendants(Svg + "text"), text => text.Value.Contains("<b>&\"' ]]>", StringComparison.Ordinal));
        string page = Written(table, "h.html");
        Assert.Equal(2, page.Split("</script>").Length - 1);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        XElement html = XDocument.Parse(page).Root!;
        Assert.StartsWith("<b>&\"' ]]> </script>", html.Descendants("h1").Single().Value, StringComparison.Ordinal);
        Assert.StartsWith("<b>", JsonOf(html).GetProperty("charts")[0][0].GetProperty("name").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_needs_nothing_but_itself_and_has_every_epoch()
    {
        string page = Written(Sample(), "h.html");
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        XElement html = XDocument.Parse(page).Root!;
        Assert.DoesNotContain(html.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName is "src" or "href" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);

        Assert.Equal(["epoch", "loss", "val_loss", "accuracy", "learning_rate"], html.Descendants("th").Select(cell => cell.Value));
        XElement[] rows = html.Descendants("tbody").Single().Elements("tr").ToArray();
        Assert.Equal(3, rows.Length);
        Assert.Equal("best-row", (string)Assert.Single(rows, row => row.Attribute("class") is not null).Attribute("class")!);
        Assert.Equal(["3", "0.4000", "0.7000", "NaN", "1e-5"], rows[2].Elements("td").Select(cell => cell.Value));

        JsonElement data = JsonOf(html);
        Assert.Equal(html.Descendants(Svg + "svg").Count(), data.GetProperty("charts").GetArrayLength());
        Assert.Equal([1, 2, 3], data.GetProperty("epoch").EnumerateArray().Select(epoch => epoch.GetDouble()));
        Assert.Equal("NaN", data.GetProperty("charts")[1][0].GetProperty("values")[2].GetString());
        foreach (XElement chart in html.Descendants(Svg + "svg"))
            Assert.All(new[] { "left", "width", "top", "height", "first", "last", "least", "most" }, name => Assert.True(double.IsFinite((double)chart.Attribute("data-" + name)!)));
    }

    [Fact]
    public void The_page_of_a_model_says_what_it_is_and_how_its_training_ended()
    {
        Sequential model = TrainingFixtures.Classifier();
        model.Train(TrainingFixtures.Classes(32), new FitOptions { Epochs = 2 });
        XElement html = XDocument.Parse(Written(EpochTable.Of(model.History!), "h.html")).Root!;
        Dictionary<string, string> facts = html.Descendants("dt").ToDictionary(term => term.Value, term => ((XElement)term.NextNode!).Value);
        Assert.Equal("Sequential, 2 layers", facts["Model"]);
        Assert.Equal("67", facts["Parameters"]);
        Assert.Equal("Adam", facts["Optimizer"]);
        Assert.Equal("2", facts["Weights from epoch"]);
        Assert.Equal("Completed", facts["Ended by"]);
    }

    [Fact]
    public void Thousands_of_epochs_make_no_more_points_than_can_be_seen()
    {
        object?[] values = Enumerable.Range(0, 10000).Select(i => (object?)Math.Abs(Math.Sin(i))).ToArray();
        string image = Written(Table(("loss", values)), "h.svg");
        int points = XElement.Parse(image).Descendants(Svg + "polyline").Single().Attribute("points")!.Value.Split(' ').Length;
        Assert.InRange(points, 900, 2200);
    }

    [Fact]
    public void Files_for_programs_are_exact_in_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            EpochTable table = Table(("epoch", Values(1, 2)), ("loss", Values(0.1 + 0.2, double.PositiveInfinity)), ("val_loss", Values(null, 1e-30)), ("note", Values("a,\"b\"", "line\nend")));
            Assert.Equal(
                "epoch,loss,val_loss,note\r\n1,0.30000000000000004,,\"a,\"\"b\"\"\"\r\n2,Infinity,1E-30,\"line\nend\"\r\n",
                Written(table, "h.csv"));
            JsonElement json = JsonDocument.Parse(Written(table, "h.json")).RootElement;
            JsonElement[] epochs = json.GetProperty("epochs").EnumerateArray().ToArray();
            Assert.Equal(0.1 + 0.2, epochs[0].GetProperty("loss").GetDouble());
            Assert.Equal("Infinity", epochs[1].GetProperty("loss").GetString());
            Assert.Equal(JsonValueKind.Null, epochs[0].GetProperty("val_loss").ValueKind);
            Assert.Equal("a,\"b\"", epochs[0].GetProperty("note").GetString());
            Assert.Equal(2, json.GetProperty("best_epoch").GetDouble());
            Assert.DoesNotContain("0,", Written(table, "h.svg"), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("h.png")]
    [InlineData("h")]
    public void An_unknown_extension_is_an_error_that_names_the_known_ones(string name)
    {
        KerasException exception = Assert.Throws<KerasException>(() => HistoryFile.Write(Sample(), Path.Combine(folder.FullName, name)));
        Assert.Equal("UnknownFormat", exception.ErrorId);
        Assert.Contains(".html, .svg, .csv, .json", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_that_is_not_there_leaves_the_file_that_was()
    {
        string path = Path.Combine(folder.FullName, "h.svg");
        File.WriteAllText(path, "before");
        Assert.Equal("MetricNotFound", Assert.Throws<KerasException>(() => HistoryFile.Write(Sample(), path, ["nothing"])).ErrorId);
        Assert.Equal("before", File.ReadAllText(path));
    }

    private static EpochTable Sample() => Table(
        ("epoch", Values(1, 2, 3)),
        ("loss", Values(1.0, 0.5, 0.4)),
        ("val_loss", Values(1.0, 0.6, 0.7)),
        ("accuracy", Values(0.5, 0.6, double.NaN)),
        ("learning_rate", Values(0.01, 0.01, 1e-5)));

    private static JsonElement JsonOf(XElement html) =>
        JsonDocument.Parse(html.Descendants("script").Single(script => (string?)script.Attribute("id") == "data").Value).RootElement;

    private string Written(EpochTable table, string name)
    {
        string path = Path.Combine(folder.FullName, name);
        HistoryFile.Write(table, path);
        return File.ReadAllText(path);
    }
}
