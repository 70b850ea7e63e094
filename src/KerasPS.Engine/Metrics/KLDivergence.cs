namespace KerasPS.Metrics;

/// <summary>
/// The Kullback-Leibler divergence of the outputs from the labels, both distributions: <c>Σ t ln(t / p)</c> over the last axis, both
/// clipped to [1e-7, 1].
/// </summary>
public sealed class KLDivergence() : LossMetric(new Losses.KLDivergence());
