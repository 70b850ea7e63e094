namespace KerasPS.Initializers;

/// <summary>Uniform within ±sqrt(3 / in) (LeCun et al. 1998).</summary>
/// <param name="seed">The seed, or null for the model's own stream.</param>
public sealed class LecunUniform(int? seed = null) : VarianceScaling(1.0, FanMode.FanIn, RandomDistribution.Uniform, seed);
