namespace KerasPS.Metrics;

/// <summary>The four sums of weights that say how predictions agree with yes-or-no labels at one threshold.</summary>
internal readonly record struct ConfusionCounts(double TruePositives, double FalsePositives, double TrueNegatives, double FalseNegatives)
{
    /// <summary>How much of what is predicted is true.</summary>
    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>How much of what is true is predicted; also called sensitivity.</summary>
    public double Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    /// <summary>How much of what is not true is not predicted.</summary>
    public double Specificity => Ratio(TrueNegatives, TrueNegatives + FalsePositives);

    /// <summary>How much of what is not true is predicted.</summary>
    public double FalsePositiveRate => Ratio(FalsePositives, FalsePositives + TrueNegatives);

    /// <summary>The quotient of two sums; 0 where the second is 0.</summary>
    public static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
