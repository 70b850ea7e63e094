// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>The mean of |true - predicted|.</summary>
[Cmdlet(VerbsCommon.New, "MeanAbsoluteErrorMetric"), OutputType(typeof(global::KerasPS.Metrics.MeanAbsoluteError))]
public sealed class NewMeanAbsoluteErrorMetricCommand : NewObjectCommand<global::KerasPS.Metrics.MeanAbsoluteError>
{
    /// <summary>The name in the logs; Keras&apos;s snake case of the class where none is given.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override global::KerasPS.Metrics.MeanAbsoluteError Create()
    {
        global::KerasPS.Metrics.MeanAbsoluteError made = new();
        if (IsBound(nameof(Name))) made.Name = Name!;
        return made;
    }
}
