namespace KerasPS.Metrics;

/// <summary>
/// The harmonic mean of precision and recall, <c>2 · precision · recall / (precision + recall)</c>, for labels and outputs of shape
/// <c>(batch, classes)</c>.
/// </summary>
/// <param name="average">
/// How the scores of classes become one number. Keras's default, one number per class, is left out: the logs hold one value per metric.
/// </param>
/// <param name="threshold">Outputs above it are predicted, above 0 and at most 1; the largest one of each sample where null.</param>
public sealed class F1Score(FScoreAverage average, double? threshold = null) : FBetaScore(average, 1.0, threshold)
{
    private protected override string DefaultName => "f1_score";
}
