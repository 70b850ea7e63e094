namespace KerasPS.Metrics;

/// <summary>The curve whose area <see cref="AUC"/> is.</summary>
public enum AUCCurve
{
    /// <summary>The share of labels of 1 that are found over the share of labels of 0 that are taken for 1.</summary>
    ROC,

    /// <summary>Precision over recall.</summary>
    PR,

    /// <summary>Precision gain over recall gain.</summary>
    PRGAIN,
}
