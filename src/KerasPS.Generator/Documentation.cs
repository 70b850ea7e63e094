using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace KerasPS.Generator;

/// <summary>The engine's documentation comments, as plain text.</summary>
internal sealed partial class Documentation
{
    private readonly Dictionary<string, XElement> members;

    public Documentation(string path) =>
        members = XDocument.Load(path).Descendants("member").ToDictionary(m => m.Attribute("name")!.Value);

    public string Summary(string member) => Text(members.GetValueOrDefault(member)?.Element("summary"));

    /// <summary>The text of a constructor's parameter; the compiler repeats it for a primary constructor.</summary>
    public string Parameter(Type type, string parameter) => members
        .Where(pair => pair.Key == $"T:{type.FullName}" || pair.Key.StartsWith($"M:{type.FullName}.#ctor", StringComparison.Ordinal))
        .SelectMany(pair => pair.Value.Elements("param"))
        .Where(element => element.Attribute("name")!.Value == parameter)
        .Select(Text)
        .FirstOrDefault(text => text.Length > 0) ?? "";

    private static string Text(XElement? element)
    {
        if (element is null)
            return "";
        IEnumerable<string> parts = element.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" } see => (see.Attribute("cref")?.Value ?? see.Attribute("langword")!.Value).Split('.')[^1],
            XElement inner => inner.Value,
            _ => node.ToString(),
        });
        return Space().Replace(System.Net.WebUtility.HtmlDecode(string.Concat(parts)), " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
