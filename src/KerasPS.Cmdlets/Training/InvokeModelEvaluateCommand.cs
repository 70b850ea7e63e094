using System.Management.Automation;
using KerasPS.Data;

namespace KerasPS.Cmdlets;

/// <summary>Computes the loss and metrics of a model on data and emits them as one object.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ModelEvaluate"), OutputType("KerasPS.Evaluation")]
public sealed class InvokeModelEvaluateCommand : RunCommand
{
    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public Model Model { get; set; } = null!;

    /// <summary>The data, with labels.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public Dataset Data { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IReadOnlyList<KeyValuePair<string, double>> results = Guarded(() => Model.Evaluate(Data, Options));
        WriteObject(EpochLogObject.Of(results.Select(r => new KeyValuePair<string, object?>(r.Key, r.Value)), "KerasPS.Evaluation"));
    }
}
