namespace KerasPS.Initializers;

/// <summary>Uniform within ±sqrt(3 / fan_in) (LeCun et al. 1998).</summary>
/// <param name="seed">The seed, or null for the model's own stream.</param>
/// <param name="inputAxes">The axes whose sizes, multiplied, are the inputs; by default Keras's rule for kernels decides. Needs outputAxes too.</param>
/// <param name="outputAxes">The axes whose sizes, multiplied, are the outputs; by default Keras's rule for kernels decides. Needs inputAxes too.</param>
public sealed class LecunUniform(int? seed = null, long[]? inputAxes = null, long[]? outputAxes = null)
    : VarianceScaling(1.0, FanMode.FanIn, RandomDistribution.Uniform, seed, inputAxes, outputAxes);
