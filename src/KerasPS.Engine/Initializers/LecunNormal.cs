namespace KerasPS.Initializers;

/// <summary>Truncated normal with standard deviation sqrt(1 / in) (LeCun et al. 1998).</summary>
/// <param name="seed">The seed, or null for the model's own stream.</param>
public sealed class LecunNormal(int? seed = null) : VarianceScaling(1.0, FanMode.FanIn, RandomDistribution.TruncatedNormal, seed);
