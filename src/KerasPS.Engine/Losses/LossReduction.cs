using KerasPS.Configuration;

namespace KerasPS.Losses;

/// <summary>How the losses of a batch become one number.</summary>
public enum LossReduction
{
    /// <summary>The weighted sum divided by the number of losses (not by the sum of the weights); also called <c>mean</c>.</summary>
    [KerasName("mean")]
    SumOverBatchSize,

    /// <summary>The weighted sum.</summary>
    Sum,

    /// <summary>They do not: the weighted losses stay as they are.</summary>
    None,

    /// <summary>The weighted sum divided by the sum of the weights.</summary>
    MeanWithSampleWeight,
}
