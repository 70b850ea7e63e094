namespace KerasPS.Initializers;

/// <summary>Truncated normal with standard deviation sqrt(2 / (in + out)) (Glorot and Bengio 2010).</summary>
/// <param name="seed">The seed, or null for the model's own stream.</param>
public sealed class GlorotNormal(int? seed = null) : VarianceScaling(1.0, FanMode.FanAvg, RandomDistribution.TruncatedNormal, seed);
