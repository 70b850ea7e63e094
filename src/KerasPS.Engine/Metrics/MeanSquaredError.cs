using KerasPS.Configuration;

namespace KerasPS.Metrics;

/// <summary>The mean of <c>(true - predicted)²</c> over the last axis.</summary>
[KerasName("mse")]
public sealed class MeanSquaredError() : LossMetric(new Losses.MeanSquaredError());
