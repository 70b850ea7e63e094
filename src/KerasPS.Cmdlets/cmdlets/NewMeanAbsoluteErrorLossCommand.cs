// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>The mean of |true - predicted|.</summary>
[Cmdlet(VerbsCommon.New, "MeanAbsoluteErrorLoss"), OutputType(typeof(global::KerasPS.Losses.MeanAbsoluteError))]
public sealed class NewMeanAbsoluteErrorLossCommand : NewObjectCommand<global::KerasPS.Losses.MeanAbsoluteError>
{
    /// <summary>How the values of a batch become one number.</summary>
    [Parameter(Position = 0)]
    [KerasChoiceTransformation(typeof(global::KerasPS.Losses.LossReduction))]
    public global::KerasPS.Losses.LossReduction Reduction { get; set; } = global::KerasPS.Losses.LossReduction.SumOverBatchSize;

    /// <inheritdoc/>
    protected override global::KerasPS.Losses.MeanAbsoluteError Create()
    {
        global::KerasPS.Losses.MeanAbsoluteError made = new(reduction: Reduction);
        return made;
    }
}
