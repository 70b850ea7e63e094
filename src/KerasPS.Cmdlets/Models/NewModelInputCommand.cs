using System.Management.Automation;
using KerasPS.Layers;

namespace KerasPS.Cmdlets;

/// <summary>Makes the input of a functional model. Pipe it into New-*Layer cmdlets, or call a layer on it: <c>$layer.Call($x)</c>.</summary>
/// <example>
/// <code>
/// $in = New-ModelInput 4
/// New-FunctionalModel $in ($in | New-DenseLayer 1) | Get-ModelSummary
/// </code>
/// Samples of four features.
/// </example>
/// <example>
/// <code>
/// New-ModelInput 28, 28, 1 -Name image
/// </code>
/// Images in grey, with a name for datasets of several inputs.
/// </example>
/// <seealso cref="NewFunctionalModelCommand"/>
/// <seealso cref="GetModelSummaryCommand"/>
[Cmdlet(VerbsCommon.New, "ModelInput"), OutputType(typeof(KerasTensor))]
public sealed class NewModelInputCommand : KerasCmdlet
{
    /// <summary>The shape of one sample, e.g. <c>4</c> or <c>28, 28, 1</c> (height, width, channels); -1 for a size that may vary.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public long[] Shape { get; set; } = [];

    /// <summary>The input's name: what the arrays of a dataset for several inputs are called.</summary>
    [Parameter(Position = 1)]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(Guarded(() => KerasTensor.Input(Shape, Name)));
}
