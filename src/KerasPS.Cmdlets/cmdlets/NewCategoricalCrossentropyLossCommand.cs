// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>The cross-entropy of one-hot labels: -Σ t ln p over the last axis. Probabilities are made to sum to 1, then clipped to [1e-7, 1 - 1e-7].</summary>
[Cmdlet(VerbsCommon.New, "CategoricalCrossentropyLoss"), OutputType(typeof(global::KerasPS.Losses.CategoricalCrossentropy))]
public sealed class NewCategoricalCrossentropyLossCommand : NewObjectCommand<global::KerasPS.Losses.CategoricalCrossentropy>
{
    /// <summary>Whether the outputs are logits instead of probabilities.</summary>
    [Parameter(Position = 0)]
    public SwitchParameter FromLogits { get; set; }

    /// <summary>s moves labels towards 1/K: t (1 - s) + s / K for K classes.</summary>
    [Parameter]
    public double LabelSmoothing { get; set; } = 0d;

    /// <summary>How the values of a batch become one number.</summary>
    [Parameter]
    [KerasChoiceTransformation(typeof(global::KerasPS.Losses.LossReduction))]
    public global::KerasPS.Losses.LossReduction Reduction { get; set; } = global::KerasPS.Losses.LossReduction.SumOverBatchSize;

    /// <inheritdoc/>
    protected override global::KerasPS.Losses.CategoricalCrossentropy Create()
    {
        global::KerasPS.Losses.CategoricalCrossentropy made = new(fromLogits: FromLogits, labelSmoothing: LabelSmoothing, reduction: Reduction);
        return made;
    }
}
