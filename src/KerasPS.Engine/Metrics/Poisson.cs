namespace KerasPS.Metrics;

/// <summary>
/// The mean of <c>predicted - true ln(predicted + 1e-7)</c> over the last axis: for counts, where the outputs are the expected ones.
/// </summary>
public sealed class Poisson() : LossMetric(new Losses.Poisson());
