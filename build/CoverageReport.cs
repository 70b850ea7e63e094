using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace KerasPS.Build;

/// <summary>Which lines of the sources were run, merged from files in Cobertura's format.</summary>
internal sealed class CoverageReport
{
    private const string Begin = "<!-- coverage: written by ./build.sh coverage -->";
    private const string End = "<!-- end of coverage -->";

    /// <summary>Files with fewer lines covered than this are named.</summary>
    private const double Low = 0.8;

    private readonly SortedDictionary<string, Dictionary<int, bool>> files;

    private CoverageReport(SortedDictionary<string, Dictionary<int, bool>> files) => this.files = files;

    /// <summary>How many of a number of lines were run.</summary>
    public readonly record struct Share(int Covered, int Lines)
    {
        public double Part => Lines == 0 ? 1 : (double)Covered / Lines;

        public override string ToString() => $"{(Math.Floor(Part * 1000) / 10).ToString("F1", CultureInfo.InvariantCulture)} %";
    }

    public Share Total => Of(files.Keys);

    /// <summary>A line counts as covered where any of the files says that it was run.</summary>
    public static CoverageReport Read(Repository repository, IEnumerable<string> reports)
    {
        string sources = repository.In("src") + Path.DirectorySeparatorChar;
        SortedDictionary<string, Dictionary<int, bool>> files = new(StringComparer.Ordinal);
        foreach (XElement type in reports.SelectMany(report => XDocument.Load(report).Descendants("class")))
        {
            string file = (string)type.Attribute("filename")!;
            if (!file.StartsWith(sources, StringComparison.Ordinal))
                continue;
            string name = file[sources.Length..].Replace('\\', '/');
            if (!files.TryGetValue(name, out Dictionary<int, bool>? lines))
                files[name] = lines = [];
            foreach (XElement line in type.Elements("lines").Elements("line"))
            {
                int number = (int)line.Attribute("number")!;
                lines[number] = lines.GetValueOrDefault(number) || (long)line.Attribute("hits")! > 0;
            }
        }

        return new CoverageReport(files);
    }

    /// <summary>Inserts the figures between the document's markers.</summary>
    /// <exception cref="BuildFailure">It has none.</exception>
    public string Into(string document)
    {
        int begin = document.IndexOf(Begin, StringComparison.Ordinal);
        int end = document.IndexOf(End, StringComparison.Ordinal);
        return begin < 0 || end < begin
            ? throw new BuildFailure($"the document has no place for the figures: a line '{Begin}' and after it a line '{End}'.")
            : document[..(begin + Begin.Length)] + "\n" + Table() + document[end..];
    }

    private string Table()
    {
        StringBuilder table = new();
        table.Append(CultureInfo.InvariantCulture, $"\nMeasured on {DateTime.UtcNow:yyyy-MM-dd} with `./build.sh coverage`, the tests of the engine and the Pester suite together.\n\n");
        table.Append("| folder of `src/` | files | lines | covered |\n|---|---:|---:|---:|\n");
        foreach (IGrouping<string, string> folder in files.Keys.GroupBy(FolderOf))
            Row(folder.Key, folder.Count(), Of(folder));
        Row("all", files.Count, Total);

        string[] low = files.Keys.Where(file => Of([file]).Part < Low).ToArray();
        if (low.Length > 0)
            table.Append(CultureInfo.InvariantCulture, $"\nFiles below {Low:P0}:\n\n");
        foreach (string file in low)
            table.Append(CultureInfo.InvariantCulture, $"* `{file}`: {Of([file])} of {files[file].Count} lines\n");
        return table.Append('\n').ToString();

        void Row(string name, int count, Share share) => table.Append(CultureInfo.InvariantCulture, $"| {name} | {count} | {share.Lines:N0} | {share} |\n");
    }

    /// <summary>Project and folder; what the build writes is one folder of its project.</summary>
    private static string FolderOf(string file) => file.Split('/') switch
    {
        [var project, "obj", ..] => project + " (generated)",
        [var project, var folder, _, ..] => $"{project}/{folder}",
        [var project, ..] => project,
        _ => file,
    };

    private Share Of(IEnumerable<string> names)
    {
        bool[] lines = names.SelectMany(name => files[name].Values).ToArray();
        return new Share(lines.Count(covered => covered), lines.Length);
    }
}
