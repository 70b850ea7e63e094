using KerasPS.Configuration;

namespace KerasPS.Metrics;

/// <summary>The mean of <c>|true - predicted|</c> over the last axis.</summary>
[KerasName("mae")]
public sealed class MeanAbsoluteError() : LossMetric(new Losses.MeanAbsoluteError());
