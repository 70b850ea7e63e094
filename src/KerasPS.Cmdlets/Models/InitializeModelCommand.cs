using System.Management.Automation;
using KerasPS.Losses;
using KerasPS.Metrics;
using KerasPS.Optimizers;

namespace KerasPS.Cmdlets;

/// <summary>Sets the optimizer, loss and metrics of a model: Keras's compile. The weights stay as they are; the optimizer begins anew.</summary>
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

    /// <summary>A name, a hashtable or an object.</summary>
    [Parameter(Mandatory = true)]
    [KerasObjectTransformation(typeof(Loss))]
    [ArgumentCompleter(typeof(KerasNameCompleter<Loss>))]
    public Loss Loss { get; set; } = null!;

    /// <summary>Metrics that ignore sample weights: names, hashtables or objects.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(KerasNameCompleter<Metric>))]
    public object[] Metric { get; set; } = [];

    /// <summary>Metrics that use sample weights.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(KerasNameCompleter<Metric>))]
    public object[] WeightedMetric { get; set; } = [];

    /// <summary>Emit the model.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Guarded(() => Model.Compile(Optimizer, Loss, Metric.Select(PowerShellValue.Unwrap)!, WeightedMetric.Select(PowerShellValue.Unwrap)!));
        if (PassThru)
            WriteObject(Model);
    }
}
