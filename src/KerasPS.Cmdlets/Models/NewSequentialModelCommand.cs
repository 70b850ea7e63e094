using System.Management.Automation;
using KerasPS.Layers;

namespace KerasPS.Cmdlets;

/// <summary>Makes a model whose layers follow one another. More layers can be added with the model's Add method.</summary>
[Cmdlet(VerbsCommon.New, "SequentialModel"), OutputType(typeof(Sequential))]
public sealed class NewSequentialModelCommand : KerasCmdlet
{
    private readonly List<Layer> layers = [];

    /// <summary>The layers in order.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public Layer[] Layer { get; set; } = [];

    /// <summary>The shape of one sample, e.g. <c>4</c> or <c>28, 28, 1</c>; taken from the training data by default.</summary>
    [Parameter]
    public long[]? InputShape { get; set; }

    /// <summary>The model's name.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => layers.AddRange(Layer);

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(Guarded(() => new Sequential(layers, InputShape, Name)));
}
