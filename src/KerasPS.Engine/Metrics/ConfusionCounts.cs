namespace KerasPS.Metrics;

/// <summary>The four sums of weights that say how predictions agree with binary labels at one threshold.</summary>
internal readonly record struct ConfusionCounts(double TruePositives, double FalsePositives, double TrueNegatives, double FalseNegatives)
{
    /// <summary>Precision: TP / (TP + FP).</summary>
    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>Recall, also called sensitivity: TP / (TP + FN).</summary>
    public double Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    /// <summary>Specificity: TN / (TN + FP).</summary>
    public double Specificity => Ratio(TrueNegatives, TrueNegatives + FalsePositives);

    /// <summary>The false positive rate: FP / (FP + TN).</summary>
    public double FalsePositiveRate => Ratio(FalsePositives, FalsePositives + TrueNegatives);

    /// <summary>The quotient of two sums; 0 where the second is 0.</summary>
    public static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
