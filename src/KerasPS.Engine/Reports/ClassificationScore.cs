namespace KerasPS.Reports;

/// <summary>A row of a classification report.</summary>
/// <param name="Class">The class, or what the row sums up.</param>
/// <param name="Kind">Whether the row is of one class or sums up all.</param>
/// <param name="Precision">The share of the samples predicted to be of the class that are; null for the accuracy.</param>
/// <param name="Recall">The share of the samples of the class that were predicted to be; null for the accuracy.</param>
/// <param name="F1">The harmonic mean of both; in the accuracy's row the share of all samples that were predicted right.</param>
/// <param name="Support">The number of samples.</param>
public sealed record ClassificationScore(string Class, ScoreKind Kind, double? Precision, double? Recall, double F1, long Support);
