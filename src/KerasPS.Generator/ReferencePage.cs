using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace KerasPS.Generator;

/// <summary>The help of one cmdlet as a page of Markdown, from the same MAML that <c>Get-Help</c> shows.</summary>
/// <param name="help">The command element.</param>
/// <param name="pages">The names of all cmdlets, which are linked.</param>
internal sealed partial class ReferencePage(XElement help, IReadOnlySet<string> pages)
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public string Name { get; } = help.Element(Command + "details")!.Element(Command + "name")!.Value;

    public string Synopsis => Escaped(Texts(help.Element(Command + "details")!.Element(Maml + "description")).First());

    public string Write()
    {
        StringBuilder page = new();
        page.Append($"# {Name}\n\n");
        foreach (string text in Texts(help.Element(Maml + "description")))
            page.Append($"{Escaped(text)}\n\n");
        page.Append("## Syntax\n\n```\n");
        foreach (XElement item in help.Element(Command + "syntax")!.Elements(Command + "syntaxItem"))
            page.Append($"{Syntax(item)}\n");
        page.Append("```\n\n## Examples\n");
        foreach (XElement example in help.Element(Command + "examples")!.Elements(Command + "example"))
        {
            page.Append($"\n```powershell\n{example.Element(Dev + "code")!.Value.Trim()}\n```\n\n");
            page.Append($"{Escaped(string.Join(' ', Texts(example.Element(Dev + "remarks"))))}\n");
        }

        page.Append("\n## Parameters\n");
        foreach (XElement parameter in help.Element(Command + "parameters")!.Elements(Command + "parameter"))
            WriteParameter(page, parameter);
        WriteTypes(page, "Inputs", "inputTypes", "inputType");
        WriteTypes(page, "Outputs", "returnValues", "returnValue");
        string[] links = help.Element(Maml + "relatedLinks")!.Descendants(Maml + "linkText").Select(link => link.Value).ToArray();
        if (links.Length > 0)
            page.Append($"\n## Related\n\n{string.Join(", ", links.Select(Link))}\n");
        return page.ToString();
    }

    private string Link(string name) => pages.Contains(name) ? $"[{name}]({name}.md)" : name;

    private static IEnumerable<string> Texts(XElement? element) => element?.Elements(Maml + "para").Select(para => para.Value) ?? [];

    private static string Syntax(XElement item)
    {
        IEnumerable<string> parameters = item.Elements(Command + "parameter").Select(parameter =>
        {
            string name = $"-{parameter.Element(Maml + "name")!.Value}";
            string? value = parameter.Elements(Command + "parameterValue").FirstOrDefault()?.Value;
            bool isRequired = parameter.Attribute("required")!.Value == "true";
            string named = parameter.Attribute("position")!.Value == "named" ? name : $"[{name}]";
            string whole = value is null ? named : $"{named} <{value}>";
            return isRequired ? whole : $"[{whole}]";
        });
        return $"{item.Element(Maml + "name")!.Value} {string.Join(' ', parameters)} [<CommonParameters>]";
    }

    private static void WriteParameter(StringBuilder page, XElement parameter)
    {
        string name = parameter.Element(Maml + "name")!.Value;
        string type = parameter.Element(Dev + "type")!.Element(Maml + "name")!.Value;
        string[] choices = parameter.Element(Command + "parameterValueGroup")?.Elements().Select(choice => choice.Value).ToArray() ?? [];
        List<string> facts = [$"`{type}`"];
        if (choices.Length > 0)
            facts.Add($"one of {string.Join(", ", choices.Select(choice => $"`{choice}`"))}");
        facts.Add(parameter.Attribute("required")!.Value == "true" ? "required" : parameter.Element(Dev + "defaultValue") is { Value.Length: > 0 } value ? $"default `{value.Value}`" : "optional");
        if (parameter.Attribute("position")!.Value is not "named" and var position)
            facts.Add($"position {position}");
        if (parameter.Attribute("pipelineInput")!.Value is not "False" and var pipeline)
            facts.Add($"from the pipeline {pipeline["True ".Length..]}");
        if (parameter.Attribute("globbing")!.Value == "true")
            facts.Add("wildcards");
        if (parameter.Attribute("aliases")!.Value is not "none" and var aliases)
            facts.Add($"alias `{aliases}`");
        page.Append($"\n### -{name}\n\n{Escaped(string.Join(' ', Texts(parameter.Element(Maml + "description"))))}\n\n{string.Join("; ", facts)}\n");
    }

    private void WriteTypes(StringBuilder page, string title, string list, string item)
    {
        string[] types = help.Element(Command + list)!.Elements(Command + item).Select(type => type.Element(Dev + "type")!.Element(Maml + "name")!.Value).Distinct().ToArray();
        if (types.Length > 0)
            page.Append($"\n## {title}\n\n{string.Join(", ", types.Select(type => $"`{type}`"))}\n");
    }

    /// <summary>What Markdown would take for markup; what looks like a field or a file is code.</summary>
    private static string Escaped(string text) => Markup().Replace(text, @"\$0");

    [GeneratedRegex(@"[\\`*_<>\[\]|]")]
    private static partial Regex Markup();
}
