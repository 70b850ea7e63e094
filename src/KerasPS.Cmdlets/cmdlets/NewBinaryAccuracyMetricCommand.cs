// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>The share of outputs that lie on their label&apos;s side of a threshold.</summary>
[Cmdlet(VerbsCommon.New, "BinaryAccuracyMetric"), OutputType(typeof(global::KerasPS.Metrics.BinaryAccuracy))]
public sealed class NewBinaryAccuracyMetricCommand : NewObjectCommand<global::KerasPS.Metrics.BinaryAccuracy>
{
    /// <summary>Outputs above it count as 1.</summary>
    [Parameter(Position = 0)]
    public double Threshold { get; set; } = 0.5d;

    /// <summary>The name in the logs; Keras&apos;s snake case of the class where none is given.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override global::KerasPS.Metrics.BinaryAccuracy Create()
    {
        global::KerasPS.Metrics.BinaryAccuracy made = new(threshold: Threshold);
        if (IsBound(nameof(Name))) made.Name = Name!;
        return made;
    }
}
