// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>The mean of (true - predicted)².</summary>
[Cmdlet(VerbsCommon.New, "MeanSquaredErrorMetric"), OutputType(typeof(global::KerasPS.Metrics.MeanSquaredError))]
public sealed class NewMeanSquaredErrorMetricCommand : NewObjectCommand<global::KerasPS.Metrics.MeanSquaredError>
{
    /// <summary>The name in the logs; Keras&apos;s snake case of the class where none is given.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override global::KerasPS.Metrics.MeanSquaredError Create()
    {
        global::KerasPS.Metrics.MeanSquaredError made = new();
        if (IsBound(nameof(Name))) made.Name = Name!;
        return made;
    }
}
