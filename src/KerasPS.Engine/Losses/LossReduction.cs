namespace KerasPS.Losses;

/// <summary>How the losses of a batch become one number.</summary>
public enum LossReduction
{
    /// <summary>The weighted sum divided by the number of losses (not by the sum of the weights).</summary>
    SumOverBatchSize,

    /// <summary>The weighted sum.</summary>
    Sum,

    /// <summary>The weighted sum divided by the sum of the weights.</summary>
    MeanWithSampleWeight,
}
