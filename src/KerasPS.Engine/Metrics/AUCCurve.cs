namespace KerasPS.Metrics;

/// <summary>The curve whose area <see cref="AUC"/> is.</summary>
public enum AUCCurve
{
    /// <summary>ROC: the true positive rate over the false positive rate.</summary>
    ROC,

    /// <summary>Precision over recall.</summary>
    PR,

    /// <summary>Precision gain over recall gain.</summary>
    PRGAIN,
}
