using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using KerasPS.Configuration;
using static KerasPS.Generator.HelpParameter;

namespace KerasPS.Generator;

/// <summary>The help of one cmdlet.</summary>
internal sealed class CmdletHelp
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly Type type;
    private readonly Documentation documentation;
    private readonly CustomAttributeData attribute;
    private readonly IReadOnlyList<HelpParameter> parameters;

    public CmdletHelp(Type type, Documentation documentation)
    {
        this.type = type;
        this.documentation = documentation;
        attribute = CmdletAttribute(type)!;
        Name = NameOf(type)!;
        object cmdlet = Activator.CreateInstance(type)!;
        KerasObject? made = Source is { } source ? new ClassExamples(source).Make() : null;
        parameters = type.GetProperties()
            .Where(property => property.GetCustomAttributesData().Any(a => a.AttributeType.Name == "ParameterAttribute"))
            .Select(property => new HelpParameter(property, cmdlet, made, documentation))
            .OrderBy(parameter => parameter.Sets.Min(entry => entry.Position ?? int.MaxValue))
            .ThenBy(parameter => !parameter.Sets.Any(entry => entry.IsMandatory))
            .ToArray();
    }

    public string Name { get; }

    /// <summary>What the cmdlet was generated from; null for one that is written by hand.</summary>
    private CmdletSource? Source => EngineClasses.All.FirstOrDefault(source => source.CmdletName == Name);

    private string Summary => WithParameterNames(documentation.Summary(Documentation.IdOf(type)));

    private IEnumerable<Example> Examples => Source is { } source ? new ClassExamples(source).All() : documentation.Examples(Documentation.IdOf(type));

    private IEnumerable<string> Remarks => Source is { } source
        ? Documentation.OfEngine.Remarks(Documentation.IdOf(source.Class)).Select(WithParameterNames)
        : documentation.Remarks(Documentation.IdOf(type));

    private IEnumerable<string> Links => Source is { } source
        ? EngineClasses.FamilyOf(source.Class).Links
        : documentation.SeeAlso(Documentation.IdOf(type)).Select(id => NameOf(type.Assembly.GetType(id[2..])!)!);

    /// <summary>The name of the cmdlet that a type is, or null.</summary>
    public static string? NameOf(Type type) => CmdletAttribute(type) is { ConstructorArguments: var name } ? $"{name[0].Value}-{name[1].Value}" : null;

    public XElement Write() => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", Name),
            new XElement(Command + "verb", Name.Split('-')[0]),
            new XElement(Command + "noun", Name.Split('-')[1]),
            Paragraphs(Maml + "description", Synopsis)),
        Paragraphs(Maml + "description", [Summary, .. Remarks]),
        new XElement(Command + "syntax", Sets.Select(Syntax)),
        new XElement(Command + "parameters", parameters.Select(parameter => Parameter(parameter, parameter.Sets.First())), Asking),
        new XElement(Command + "inputTypes", parameters.Where(p => p.Sets.Any(entry => entry.TakesValue)).Select(p => TypeElement("inputType", p.TypeName, p.Text))),
        new XElement(Command + "returnValues", Outputs.Select(output => TypeElement("returnValue", output, ""))),
        new XElement(Command + "examples", Examples.Select(ExampleElement)),
        new XElement(Maml + "relatedLinks", Links.Where(link => link != Name).Select(link => new XElement(Maml + "navigationLink", new XElement(Maml + "linkText", link), new XElement(Maml + "uri")))));

    private string Synopsis
    {
        get
        {
            int end = Summary.IndexOf(". ", StringComparison.Ordinal);
            return end < 0 ? Summary : Summary[..(end + 1)];
        }
    }

    /// <summary>
    /// Rewrites the engine's argument names in a text as PowerShell parameters: keepLast becomes -KeepLast. A name of one word is not changed, since it may be an ordinary word.
    /// </summary>
    private string WithParameterNames(string text) => parameters
        .Where(parameter => parameter.Name.Skip(1).Any(char.IsUpper))
        .Aggregate(text, (spoken, parameter) => Regex.Replace(spoken, $@"(?<![-\w.$]){Regex.Escape(parameter.Name)}(?![-\w])", $"-{parameter.Name}", RegexOptions.IgnoreCase));

    private IEnumerable<string> Sets
    {
        get
        {
            string[] named = parameters.SelectMany(p => p.Sets).Select(entry => entry.Set).Where(set => set != ParameterSetEntry.AllSets).Distinct().ToArray();
            return named.Length == 0 ? [ParameterSetEntry.AllSets] : named;
        }
    }

    private IEnumerable<string> Outputs => type.GetCustomAttributesData()
        .Where(a => a.AttributeType.Name == "OutputTypeAttribute")
        .SelectMany(a => (IEnumerable<CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)
        .Select(argument => argument.Value is Type output ? output.FullName! : (string)argument.Value!)
        .Where(output => output != "System.Void");

    private static CustomAttributeData? CmdletAttribute(Type type) => type.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType.Name == "CmdletAttribute");

    private XElement Syntax(string set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", Name),
        from parameter in parameters
        from entry in parameter.Sets
        where entry.Set == set || entry.Set == ParameterSetEntry.AllSets
        select Parameter(parameter, entry),
        Asking);

    /// <summary>The parameters that PowerShell adds to a cmdlet that supports ShouldProcess.</summary>
    private IEnumerable<XElement> Asking => attribute.NamedArguments.Any(argument => argument is { MemberName: "SupportsShouldProcess", TypedValue.Value: true })
        ? [Switch("WhatIf", "wi", "Say what would be written, and write nothing."), Switch("Confirm", "cf", "Ask before the file is written.")]
        : [];

    private static XElement Switch(string name, string alias, string text) => new(
        Command + "parameter",
        new XAttribute("required", "false"),
        new XAttribute("globbing", "false"),
        new XAttribute("pipelineInput", "False"),
        new XAttribute("position", "named"),
        new XAttribute("aliases", alias),
        new XElement(Maml + "name", name),
        Paragraphs(Maml + "description", text),
        TypeElement("SwitchParameter"),
        new XElement(Dev + "defaultValue", "False"));

    private XElement Parameter(HelpParameter parameter, ParameterSetEntry entry)
    {
        XElement element = new(
            Command + "parameter",
            new XAttribute("required", entry.IsMandatory ? "true" : "false"),
            new XAttribute("globbing", parameter.TakesWildcards ? "true" : "false"),
            new XAttribute("pipelineInput", entry.Pipeline),
            new XAttribute("position", entry.Position?.ToString() ?? "named"),
            new XAttribute("aliases", parameter.Aliases),
            new XElement(Maml + "name", parameter.Name),
            Paragraphs(Maml + "description", WithParameterNames(parameter.Text)));
        if (parameter.Choices.Count > 0)
            element.Add(new XElement(Command + "parameterValueGroup", parameter.Choices.Select(choice => Value(choice, isRequired: false))));
        if (!parameter.IsSwitch)
            element.Add(Value(parameter.TypeName, isRequired: true));
        element.Add(TypeElement(parameter.TypeName));
        if (parameter.Default is { } value)
            element.Add(new XElement(Dev + "defaultValue", value));
        return element;
    }

    private static XElement Value(string text, bool isRequired) => new(Command + "parameterValue", new XAttribute("required", isRequired ? "true" : "false"), text);

    private static XElement TypeElement(string name) => new(Dev + "type", new XElement(Maml + "name", name), new XElement(Maml + "uri"));

    private static XElement TypeElement(string element, string name, string text) => new(Command + element, TypeElement(name), Paragraphs(Maml + "description", text));

    private static XElement ExampleElement(Example example, int index) => new(
        Command + "example",
        new XElement(Maml + "title", $"-------------------------- Example {index + 1} --------------------------"),
        new XElement(Dev + "code", example.Code),
        Paragraphs(Dev + "remarks", example.Text));

    private static XElement Paragraphs(XName name, params IEnumerable<string> texts) =>
        new(name, texts.Where(text => text.Length > 0).Select(text => new XElement(Maml + "para", text)));
}
