using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace KerasPS.Generator;

/// <summary>The documentation comments of an assembly, as plain text.</summary>
/// <param name="path">The compiler's XML file.</param>
internal sealed partial class Documentation(string path)
{
    private readonly Dictionary<string, XElement> members =
        XDocument.Load(path).Descendants("member").ToDictionary(m => m.Attribute("name")!.Value);

    /// <summary>The documentation of the engine.</summary>
    public static Documentation OfEngine { get; } = new(Path.ChangeExtension(typeof(Model).Assembly.Location, ".xml"));

    public static string IdOf(Type type) => "T:" + type.FullName;

    public static string IdOf(System.Reflection.PropertyInfo property)
    {
        Type declaring = property.DeclaringType!;
        return $"P:{(declaring.IsGenericType ? declaring.GetGenericTypeDefinition() : declaring).FullName}.{property.Name}";
    }

    /// <summary>The summary, its own or the one that it inherits by name.</summary>
    public string Summary(string member) =>
        Of(member)?.Element("inheritdoc")?.Attribute("cref") is { } other ? Summary(other.Value) : Text(Of(member)?.Element("summary"));

    /// <summary>The remarks, one string per paragraph.</summary>
    public IEnumerable<string> Remarks(string member)
    {
        if (Of(member)?.Element("remarks") is not { } remarks)
            return [];
        return remarks.Elements("para").Any() ? remarks.Elements("para").Select(Text) : [Text(remarks)];
    }

    /// <summary>The examples: in each, a code element and the text beside it.</summary>
    public IEnumerable<Example> Examples(string member) =>
        from example in Of(member)?.Elements("example") ?? []
        let text = new XElement(example.Name, example.Nodes().Where(node => node is not XElement { Name.LocalName: "code" }))
        select new Example(CodeOf(example.Element("code")!), Text(text));

    /// <summary>The member's seealso references, as documentation ids.</summary>
    public IEnumerable<string> SeeAlso(string member) => (Of(member)?.Elements("seealso") ?? []).Select(element => element.Attribute("cref")!.Value);

    /// <summary>The text of a constructor's parameter; the compiler repeats it for a primary constructor.</summary>
    public string Parameter(Type type, string parameter) => members
        .Where(pair => pair.Key == IdOf(type) || pair.Key.StartsWith($"M:{type.FullName}.#ctor", StringComparison.Ordinal))
        .SelectMany(pair => pair.Value.Elements("param"))
        .Where(element => element.Attribute("name")!.Value == parameter)
        .Select(Text)
        .FirstOrDefault(text => text.Length > 0) ?? "";

    private XElement? Of(string member) => members.GetValueOrDefault(member);

    private static string Text(XElement? element)
    {
        if (element is null)
            return "";
        IEnumerable<string> parts = element.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" } see => (see.Attribute("cref")?.Value ?? see.Attribute("langword")!.Value).Split('(')[0].Split('.', ':')[^1],
            XElement { Name.LocalName: "paramref" } reference => reference.Attribute("name")!.Value,
            XElement inner => inner.Value,
            _ => node.ToString(),
        });
        return Space().Replace(System.Net.WebUtility.HtmlDecode(string.Concat(parts)), " ").Trim();
    }

    /// <summary>The lines without the indentation of the comment.</summary>
    private static string CodeOf(XElement code)
    {
        string[] lines = code.Value.ReplaceLineEndings("\n").Trim('\n').TrimEnd().Split('\n');
        int indent = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length < indent ? "" : line[indent..].TrimEnd()));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
