using KerasPS.Configuration;

namespace KerasPS.Metrics;

/// <summary>
/// The mean of <c>(ln(predicted + 1) - ln(true + 1))²</c> over the last axis. Numbers below 1e-7 count as 1e-7: it is for
/// positive ones, whose ratio matters.
/// </summary>
[KerasName("msle")]
public sealed class MeanSquaredLogarithmicError() : LossMetric(new Losses.MeanSquaredLogarithmicError());
