// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>The share of samples whose largest output is at the label, a class index.</summary>
[Cmdlet(VerbsCommon.New, "SparseCategoricalAccuracyMetric"), OutputType(typeof(global::KerasPS.Metrics.SparseCategoricalAccuracy))]
public sealed class NewSparseCategoricalAccuracyMetricCommand : NewObjectCommand<global::KerasPS.Metrics.SparseCategoricalAccuracy>
{
    /// <summary>The name in the logs; Keras&apos;s snake case of the class where none is given.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override global::KerasPS.Metrics.SparseCategoricalAccuracy Create()
    {
        global::KerasPS.Metrics.SparseCategoricalAccuracy made = new();
        if (IsBound(nameof(Name))) made.Name = Name!;
        return made;
    }
}
