using KerasPS.Configuration;

namespace KerasPS.Metrics;

/// <summary>
/// The mean of <c>100 |true - predicted| / |true|</c> over the last axis, in percent. A label nearer to 0 than 1e-7 counts as 1e-7.
/// </summary>
[KerasName("mape")]
public sealed class MeanAbsolutePercentageError() : LossMetric(new Losses.MeanAbsolutePercentageError());
