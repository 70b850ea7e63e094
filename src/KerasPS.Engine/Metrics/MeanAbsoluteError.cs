using KerasPS.Configuration;

namespace KerasPS.Metrics;

/// <summary>The mean of <c>|true - predicted|</c>.</summary>
[KerasName("mae")]
public sealed class MeanAbsoluteError() : LossMetric(new Losses.MeanAbsoluteError());
