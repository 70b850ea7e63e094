// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>The share of samples whose largest output is at the place of the one-hot label&apos;s 1.</summary>
[Cmdlet(VerbsCommon.New, "CategoricalAccuracyMetric"), OutputType(typeof(global::KerasPS.Metrics.CategoricalAccuracy))]
public sealed class NewCategoricalAccuracyMetricCommand : NewObjectCommand<global::KerasPS.Metrics.CategoricalAccuracy>
{
    /// <summary>The name in the logs; Keras&apos;s snake case of the class where none is given.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override global::KerasPS.Metrics.CategoricalAccuracy Create()
    {
        global::KerasPS.Metrics.CategoricalAccuracy made = new();
        if (IsBound(nameof(Name))) made.Name = Name!;
        return made;
    }
}
