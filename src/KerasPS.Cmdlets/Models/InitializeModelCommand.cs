using System.Management.Automation;
using KerasPS.Losses;
using KerasPS.Metrics;
using KerasPS.Optimizers;

namespace KerasPS.Cmdlets;

/// <summary>Compiles a model: sets its optimizer, loss and metrics, as Keras's compile does. The weights are not changed; the optimizer's state is new.</summary>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 1) -InputShape 8
/// Initialize-Model $model -Optimizer adam -Loss mse -Metric mae
/// </code>
/// Names stand for objects with Keras's defaults.
/// </example>
/// <example>
/// <code>
/// New-SequentialModel (New-DenseLayer 3 -Activation softmax) -InputShape 4 |
///     Initialize-Model -Optimizer @{ class_name = 'sgd'; learning_rate = 0.1; momentum = 0.9 } -Loss sparse_categorical_crossentropy -PassThru |
///     Invoke-ModelFit -Data (Get-SampleDataset Iris)
/// </code>
/// A hashtable names arguments as Keras does, and the model passes on through the pipeline.
/// </example>
/// <seealso cref="InvokeModelFitCommand"/>
/// <seealso cref="NewSequentialModelCommand"/>
/// <seealso cref="NewFunctionalModelCommand"/>
[Cmdlet(VerbsData.Initialize, "Model"), OutputType(typeof(Model))]
public sealed class InitializeModelCommand : KerasCmdlet
{
    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Model Model { get; set; } = null!;

    /// <summary>A name, a hashtable such as <c>@{ class_name = 'adam'; learning_rate = 0.01 }</c>, or an object; <c>rmsprop</c> by default.</summary>
    [Parameter]
    [KerasObjectTransformation(typeof(Optimizer))]
    [ArgumentCompleter(typeof(KerasNameCompleter<Optimizer>))]
    public Optimizer? Optimizer { get; set; }

    /// <summary>A name, a hashtable or an object. For several outputs: one for all, a list in their order, or a hashtable by their names.</summary>
    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(KerasNameCompleter<Loss>))]
    public object Loss { get; set; } = null!;

    /// <summary>The loss weights of the outputs: numbers in the order of the outputs, or a hashtable by their names; 1 by default.</summary>
    [Parameter]
    public object? LossWeight { get; set; }

    /// <summary>Metrics that ignore sample weights: names, hashtables or objects. For several outputs: one list each, or a hashtable by their names.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(KerasNameCompleter<Metric>))]
    public object[] Metric { get; set; } = [];

    /// <summary>Metrics that use sample weights.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(KerasNameCompleter<Metric>))]
    public object[] WeightedMetric { get; set; } = [];

    /// <summary>The dtype policy, i.e. the dtypes to compute in and to keep weights in: <c>float32</c> (the default), <c>mixed_bfloat16</c>, <c>mixed_float16</c> or <c>bfloat16</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PolicyCompleter))]
    public string? Policy { get; set; }

    /// <summary>Emit the model.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Guarded(() => Model.Compile(
            Optimizer,
            PowerShellValue.UnwrapAll(Loss),
            Metric.Select(PowerShellValue.UnwrapAll)!,
            WeightedMetric.Select(PowerShellValue.UnwrapAll)!,
            PowerShellValue.UnwrapAll(LossWeight),
            Policy));
        if (PassThru)
            WriteObject(Model);
    }
}
