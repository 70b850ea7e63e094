namespace KerasPS.Metrics;

/// <summary>How the scores of classes become one number.</summary>
public enum FScoreAverage
{
    /// <summary>The score of all classes' counts together.</summary>
    Micro,

    /// <summary>The mean of the classes' scores.</summary>
    Macro,

    /// <summary>The mean of the classes' scores, weighted by how many labels each has.</summary>
    Weighted,
}
