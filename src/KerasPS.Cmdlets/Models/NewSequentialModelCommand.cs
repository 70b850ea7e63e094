using System.Management.Automation;
using KerasPS.Layers;

namespace KerasPS.Cmdlets;

/// <summary>Makes a model whose layers follow one another. More layers can be added with the model's Add method.</summary>
/// <example>
/// <code>
/// New-SequentialModel (New-DenseLayer 8 -Activation relu), (New-DenseLayer 1) -InputShape 4 | Get-ModelSummary
/// </code>
/// Two layers for samples of four features.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel -Name iris -Layer @(
///     New-DenseLayer 16 -Activation relu
///     New-DropoutLayer 0.2
///     New-DenseLayer 3 -Activation softmax)
/// Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy -Metric accuracy
/// </code>
/// The shape of the samples comes from the training data.
/// </example>
/// <seealso cref="NewFunctionalModelCommand"/>
/// <seealso cref="InitializeModelCommand"/>
/// <seealso cref="InvokeModelFitCommand"/>
[Cmdlet(VerbsCommon.New, "SequentialModel"), OutputType(typeof(Sequential))]
public sealed class NewSequentialModelCommand : KerasCmdlet
{
    private readonly List<Layer> layers = [];

    /// <summary>The layers in order.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
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
