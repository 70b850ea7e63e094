using System.Management.Automation;
using KerasPS.Layers;

namespace KerasPS.Cmdlets;

/// <summary>Emits a model's variables: path, shape and values (<c>.ToArray()</c>; <c>.Assign(values)</c> changes them).</summary>
[Cmdlet(VerbsCommon.Get, "ModelWeight"), OutputType(typeof(Variable))]
public sealed class GetModelWeightCommand : KerasCmdlet
{
    /// <summary>The model; it must be built.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Model Model { get; set; } = null!;

    /// <summary>Only variables whose path matches, e.g. <c>dense*</c>.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    public string Name { get; set; } = "*";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        WildcardPattern pattern = new(Name, WildcardOptions.IgnoreCase);
        WriteObject(Model.Variables.Where(v => pattern.IsMatch(v.Path)), enumerateCollection: true);
    }
}
