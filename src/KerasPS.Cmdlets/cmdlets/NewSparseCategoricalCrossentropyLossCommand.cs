// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>The cross-entropy of class indices: -ln p[t]. Labels are whole numbers of shape (batch) or (batch, 1); probabilities are treated as by CategoricalCrossentropy.</summary>
[Cmdlet(VerbsCommon.New, "SparseCategoricalCrossentropyLoss"), OutputType(typeof(global::KerasPS.Losses.SparseCategoricalCrossentropy))]
public sealed class NewSparseCategoricalCrossentropyLossCommand : NewObjectCommand<global::KerasPS.Losses.SparseCategoricalCrossentropy>
{
    /// <summary>Whether the outputs are logits instead of probabilities.</summary>
    [Parameter(Position = 0)]
    public SwitchParameter FromLogits { get; set; }

    /// <summary>How the values of a batch become one number.</summary>
    [Parameter]
    [KerasChoiceTransformation(typeof(global::KerasPS.Losses.LossReduction))]
    public global::KerasPS.Losses.LossReduction Reduction { get; set; } = global::KerasPS.Losses.LossReduction.SumOverBatchSize;

    /// <inheritdoc/>
    protected override global::KerasPS.Losses.SparseCategoricalCrossentropy Create()
    {
        global::KerasPS.Losses.SparseCategoricalCrossentropy made = new(fromLogits: FromLogits, reduction: Reduction);
        return made;
    }
}
