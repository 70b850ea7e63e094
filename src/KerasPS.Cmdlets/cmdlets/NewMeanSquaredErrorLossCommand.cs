// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>The mean of (true - predicted)².</summary>
[Cmdlet(VerbsCommon.New, "MeanSquaredErrorLoss"), OutputType(typeof(global::KerasPS.Losses.MeanSquaredError))]
public sealed class NewMeanSquaredErrorLossCommand : NewObjectCommand<global::KerasPS.Losses.MeanSquaredError>
{
    /// <summary>How the values of a batch become one number.</summary>
    [Parameter(Position = 0)]
    [KerasChoiceTransformation(typeof(global::KerasPS.Losses.LossReduction))]
    public global::KerasPS.Losses.LossReduction Reduction { get; set; } = global::KerasPS.Losses.LossReduction.SumOverBatchSize;

    /// <inheritdoc/>
    protected override global::KerasPS.Losses.MeanSquaredError Create()
    {
        global::KerasPS.Losses.MeanSquaredError made = new(reduction: Reduction);
        return made;
    }
}
