namespace KerasPS.Initializers;

/// <summary>Truncated normal with standard deviation sqrt(2 / in) (He et al. 2015).</summary>
/// <param name="seed">The seed, or null for the model's own stream.</param>
public sealed class HeNormal(int? seed = null) : VarianceScaling(2.0, FanMode.FanIn, RandomDistribution.TruncatedNormal, seed);
