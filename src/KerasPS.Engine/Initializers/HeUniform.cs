namespace KerasPS.Initializers;

/// <summary>Uniform within ±sqrt(6 / in) (He et al. 2015).</summary>
/// <param name="seed">The seed, or null for the model's own stream.</param>
public sealed class HeUniform(int? seed = null) : VarianceScaling(2.0, FanMode.FanIn, RandomDistribution.Uniform, seed);
