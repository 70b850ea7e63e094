// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>The cross-entropy of yes-or-no labels: -(t ln p + (1 - t) ln(1 - p)), the mean over the last axis. Probabilities are clipped to [1e-7, 1 - 1e-7].</summary>
[Cmdlet(VerbsCommon.New, "BinaryCrossentropyLoss"), OutputType(typeof(global::KerasPS.Losses.BinaryCrossentropy))]
public sealed class NewBinaryCrossentropyLossCommand : NewObjectCommand<global::KerasPS.Losses.BinaryCrossentropy>
{
    /// <summary>Whether the outputs are logits instead of probabilities.</summary>
    [Parameter(Position = 0)]
    public SwitchParameter FromLogits { get; set; }

    /// <summary>s moves labels towards ½: t (1 - s) + s / 2.</summary>
    [Parameter]
    public double LabelSmoothing { get; set; } = 0d;

    /// <summary>How the values of a batch become one number.</summary>
    [Parameter]
    [KerasChoiceTransformation(typeof(global::KerasPS.Losses.LossReduction))]
    public global::KerasPS.Losses.LossReduction Reduction { get; set; } = global::KerasPS.Losses.LossReduction.SumOverBatchSize;

    /// <inheritdoc/>
    protected override global::KerasPS.Losses.BinaryCrossentropy Create()
    {
        global::KerasPS.Losses.BinaryCrossentropy made = new(fromLogits: FromLogits, labelSmoothing: LabelSmoothing, reduction: Reduction);
        return made;
    }
}
