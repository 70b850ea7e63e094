using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Describes a model: one object a layer, with its output shape and number of parameters.</summary>
[Cmdlet(VerbsCommon.Get, "ModelSummary"), OutputType(typeof(LayerSummary))]
public sealed class GetModelSummaryCommand : KerasCmdlet
{
    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Model Model { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(Guarded(() => LayerSummary.Of(Model)), enumerateCollection: true);
}
