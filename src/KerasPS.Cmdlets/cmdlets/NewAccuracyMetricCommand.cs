// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Accuracy in the form that fits the shapes, as Keras chooses for accuracy: binary where the model has one output, sparse where labels are class indices, else categorical. The name in the logs stays the one given.</summary>
[Cmdlet(VerbsCommon.New, "AccuracyMetric"), OutputType(typeof(global::KerasPS.Metrics.Accuracy))]
public sealed class NewAccuracyMetricCommand : NewObjectCommand<global::KerasPS.Metrics.Accuracy>
{
    /// <summary>The name in the logs; Keras&apos;s snake case of the class where none is given.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override global::KerasPS.Metrics.Accuracy Create()
    {
        global::KerasPS.Metrics.Accuracy made = new();
        if (IsBound(nameof(Name))) made.Name = Name!;
        return made;
    }
}
