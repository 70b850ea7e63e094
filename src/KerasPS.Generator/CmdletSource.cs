using System.Text;
using KerasPS.Configuration;
using KerasPS.Layers;
using KerasPS.Text;

namespace KerasPS.Generator;

/// <summary>The source of the cmdlet that makes an object of one class.</summary>
internal sealed class CmdletSource
{
    private readonly Type type;
    private readonly string noun;
    private readonly IReadOnlyList<CmdletParameter> parameters;

    public CmdletSource(Type type, string noun)
    {
        this.type = type;
        this.noun = noun;
        parameters = ObjectSignature.Of(type).Arguments.Select(argument => new CmdletParameter(argument, type)).ToArray();
    }

    /// <summary>The class of the engine that it makes.</summary>
    public Type Class => type;

    public string CmdletName => "New-" + noun;

    private bool IsLayer => type.IsAssignableTo(typeof(Layer));

    private bool IsTextLayer => type.IsSubclassOf(typeof(TextLayer));

    /// <summary>Whether an object can learn something from data before it is used.</summary>
    private bool Learns => IsTextLayer || type.IsAssignableTo(typeof(IAdaptable));

    public string FileName => $"New{noun}Command.cs";

    public string Write()
    {
        StringBuilder code = new();
        string typeName = "global::" + type.FullName;
        code.AppendLine("// Generated from the engine's class; change that one.");
        code.AppendLine("#nullable enable");
        code.AppendLine("using System.Management.Automation;");
        code.AppendLine();
        code.AppendLine("namespace KerasPS.Cmdlets;");
        code.AppendLine();
        code.AppendLine($"/// <summary>{Escaped(Documentation.OfEngine.Summary(Documentation.IdOf(type)))}</summary>");
        code.AppendLine($"[Cmdlet(VerbsCommon.New, \"{noun}\"), OutputType(typeof({typeName}){(IsLayer ? ", typeof(global::KerasPS.Layers.KerasTensor)" : "")})]");
        code.AppendLine($"public sealed class New{noun}Command : {(IsLayer ? "NewLayerCommand" : "NewObjectCommand")}<{typeName}>");
        code.AppendLine("{");
        int position = 0;
        foreach (CmdletParameter parameter in parameters)
        {
            // Required arguments are positional; where none is required, the first one is.
            bool isFirstArgument = position == 0 && parameter == parameters[0] && parameter.Argument is not null;
            WriteParameter(code, parameter, parameter.IsMandatory || isFirstArgument ? position++ : null);
        }

        if (Learns)
            WriteData(code);
        WriteCreate(code, typeName);
        code.AppendLine("}");
        return code.ToString();
    }

    private static void WriteParameter(StringBuilder code, CmdletParameter parameter, int? position)
    {
        List<string> settings = [];
        if (parameter.IsMandatory)
            settings.Add("Mandatory = true");
        if (position is not null)
            settings.Add($"Position = {position}");
        code.AppendLine($"    /// <summary>{Escaped(parameter.Help)}</summary>");
        code.AppendLine(settings.Count == 0 ? "    [Parameter]" : $"    [Parameter({string.Join(", ", settings)})]");
        if (parameter.Name != parameter.KerasName)
            code.AppendLine($"    [Alias(\"{parameter.KerasName}\")]");
        if (parameter.Family is { } family)
        {
            code.AppendLine($"    [KerasObjectTransformation(typeof(global::{family.FullName}))]");
            code.AppendLine($"    [ArgumentCompleter(typeof(KerasNameCompleter<global::{family.FullName}>))]");
        }
        else if (parameter.Choices is { } choices)
        {
            code.AppendLine($"    [KerasChoiceTransformation(typeof(global::{choices.FullName}))]");
        }
        else if (parameter.Alternative is { } alternative)
        {
            code.AppendLine($"    [KerasAlternativeTransformation(typeof(global::{alternative.FullName}))]");
        }

        if (parameter.IsMonitor)
            code.AppendLine("    [ArgumentCompleter(typeof(MonitorCompleter))]");
        code.AppendLine($"    public {parameter.TypeName} {parameter.Name} {{ get; set; }}{parameter.Initial}");
        code.AppendLine();
    }

    private void WriteData(StringBuilder code)
    {
        code.AppendLine($"    /// <summary>Learn from {(IsTextLayer ? "these texts, usually those of" : "the features of this dataset, usually")} the training set.</summary>");
        code.AppendLine("    [Parameter]");
        code.AppendLine($"    public {(IsTextLayer ? "string[]" : "global::KerasPS.Data.Dataset")}? Data {{ get; set; }}");
        code.AppendLine();
    }

    private void WriteCreate(StringBuilder code, string typeName)
    {
        IEnumerable<string> arguments = parameters.Where(p => p.Argument is not null).Select(p => $"{p.Argument}: {p.Value}");
        code.AppendLine("    /// <inheritdoc/>");
        code.AppendLine($"    protected override {typeName} Create()");
        code.AppendLine("    {");
        code.AppendLine($"        {typeName} made = new({string.Join(", ", arguments)});");
        foreach (CmdletParameter parameter in parameters.Where(p => p.Argument is null))
            code.AppendLine($"        if (IsBound(nameof({parameter.Name}))) made.{parameter.Property.Name} = {parameter.Value};");
        if (Learns)
            code.AppendLine("        if (Data is not null) made.Adapt(Data);");
        code.AppendLine("        return made;");
        code.AppendLine("    }");
    }

    private static string Escaped(string text) => System.Security.SecurityElement.Escape(text);
}
