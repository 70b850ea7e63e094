namespace KerasPS.Initializers;

/// <summary>Uniform within ±sqrt(6 / (in + out)) (Glorot and Bengio 2010), Keras's default for kernels.</summary>
/// <param name="seed">The seed, or null for the model's own stream.</param>
public sealed class GlorotUniform(int? seed = null) : VarianceScaling(1.0, FanMode.FanAvg, RandomDistribution.Uniform, seed);
