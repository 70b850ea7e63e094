using System.Management.Automation;
using KerasPS.Layers;

namespace KerasPS.Cmdlets;

/// <summary>
/// Makes a model of all layers between its inputs and its outputs. There may be several of both, branches, and layers that are called several times.
/// </summary>
/// <example>
/// <code>
/// $in = New-ModelInput 8
/// $out = $in | New-DenseLayer 4 -Activation relu | New-DenseLayer 1
/// New-FunctionalModel $in $out | Get-ModelSummary
/// </code>
/// Layers that follow one another.
/// </example>
/// <example>
/// <code>
/// $in = New-ModelInput 8
/// $deep = $in | New-DenseLayer 8 -Activation relu
/// $sum = $in, $deep | New-AddLayer
/// New-FunctionalModel $in ($sum | New-DenseLayer 1), ($sum | New-DenseLayer 3 -Activation softmax) -Name two | Get-ModelSummary
/// </code>
/// A connection around a layer, and two outputs.
/// </example>
/// <seealso cref="NewModelInputCommand"/>
/// <seealso cref="NewSequentialModelCommand"/>
/// <seealso cref="GetModelSummaryCommand"/>
[Cmdlet(VerbsCommon.New, "FunctionalModel"), OutputType(typeof(Functional))]
public sealed class NewFunctionalModelCommand : KerasCmdlet
{
    /// <summary>The inputs, from New-ModelInput.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public KerasTensor[] Input { get; set; } = [];

    /// <summary>The outputs.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public KerasTensor[] Output { get; set; } = [];

    /// <summary>The model's name.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(Guarded(() => new Functional(Input, Output, Name)));
}
