namespace KerasPS.Reports;

/// <summary>What a row of a classification report is about.</summary>
public enum ScoreKind
{
    /// <summary>One class.</summary>
    Class,

    /// <summary>The share of all samples that were predicted right.</summary>
    Accuracy,

    /// <summary>The mean over the classes.</summary>
    MacroAverage,

    /// <summary>The mean over the classes, weighted by the number of their samples.</summary>
    WeightedAverage,
}
