using System.Globalization;
using System.Runtime.CompilerServices;

namespace KerasPS.Tests.Callbacks;

public class FileTemplateTests
{
    /// <summary>python-formats.tsv holds what Python's format() gives: format, type, value, result.</summary>
    [Fact]
    public void Numbers_are_written_as_Python_writes_them()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder(), "python-formats.tsv"));
        Assert.True(lines.Length > 500);
        foreach (string[] cells in lines.Select(line => line.Split('\t')))
        {
            bool isWhole = cells[1] == "int";
            double value = cells[2] switch
            {
                "inf" => double.PositiveInfinity,
                "-inf" => double.NegativeInfinity,
                var text => double.Parse(text, CultureInfo.InvariantCulture),
            };
            Assert.Equal($"{cells[0]} of {cells[2]}: {cells[3]}", $"{cells[0]} of {cells[2]}: {NumberFormat.TryParse(cells[0])!.Format(value, isWhole)}");
        }
    }

    [Fact]
    public void Shortest_forms_read_back_as_the_same_number()
    {
        Random random = new(1);
        for (int i = 0; i < 2000; i++)
        {
            double value = Math.Abs(BitConverter.Int64BitsToDouble(random.NextInt64()));
            if (double.IsFinite(value))
                Assert.Equal(value, double.Parse(ExactDecimal.Shortest(value), CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Fills_in_counts_and_logs()
    {
        Logs logs = Logs.Of([new("val_loss", 0.485), new("loss", 1)]);
        Dictionary<string, int> counts = new() { ["epoch"] = 3, ["batch"] = 12 };
        Assert.Equal("a/03-0.48.keras", new FileTemplate("a/{epoch:02d}-{val_loss:.2f}.keras").Format(counts, logs));
        Assert.Equal("{x}12-1.0", new FileTemplate("{{x}}{batch}-{loss}").Format(counts, logs));
        Assert.Equal("plain", new FileTemplate("plain").Format(counts, logs));
    }

    [Theory]
    [InlineData("{epoch", "InvalidTemplate", "'{epoch', which is not a field")]
    [InlineData("epoch}", "InvalidTemplate", "without its '{'")]
    [InlineData("{}", "InvalidTemplate", "'{}', which is not a field")]
    [InlineData("{val_loss!r}", "InvalidTemplate", "which is not a field")]
    [InlineData("{epoch:q}", "InvalidTemplate", "the format 'q' for 'epoch', which is not a format")]
    [InlineData("{epoch:,d}", "InvalidTemplate", "the format ',d'")]
    [InlineData("{loss:02d}", "InvalidTemplate", "'loss' as an integer (d)")]
    [InlineData("{val_los:.2f}", "UnknownField", "Did you mean 'val_loss'? Known: epoch, loss, val_loss.")]
    public void Says_what_is_wrong_before_there_are_values(string text, string id, string problem)
    {
        KerasException error = Assert.Throws<KerasException>(() => new FileTemplate(text).Require(["epoch"], ["loss", "val_loss"]));
        Assert.Equal(id, error.ErrorId);
        Assert.Contains(problem, error.Message);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
