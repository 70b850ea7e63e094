namespace KerasPS.Metrics;

/// <summary>How high the curve of <see cref="AUC"/> is between two thresholds.</summary>
public enum AUCSummationMethod
{
    /// <summary>The mean of both ends; for precision over recall what lies between them in truth.</summary>
    Interpolation,

    /// <summary>The higher end.</summary>
    Majoring,

    /// <summary>The lower end.</summary>
    Minoring,
}
