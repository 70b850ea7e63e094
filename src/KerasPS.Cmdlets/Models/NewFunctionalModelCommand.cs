using System.Management.Automation;
using KerasPS.Layers;

namespace KerasPS.Cmdlets;

/// <summary>
/// Makes a model of all layers between its inputs and its outputs. There may be several of both, branches, and layers that are called several times.
/// </summary>
[Cmdlet(VerbsCommon.New, "FunctionalModel"), OutputType(typeof(Functional))]
public sealed class NewFunctionalModelCommand : KerasCmdlet
{
    /// <summary>The inputs, from New-ModelInput.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public KerasTensor[] Input { get; set; } = [];

    /// <summary>What the model gives.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public KerasTensor[] Output { get; set; } = [];

    /// <summary>The model's name.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(Guarded(() => new Functional(Input, Output, Name)));
}
