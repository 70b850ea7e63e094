namespace KerasPS.Initializers;

/// <summary>Truncated normal with standard deviation sqrt(2 / fan_in) (He et al. 2015).</summary>
/// <param name="seed">The seed, or null for the model's own stream.</param>
/// <param name="inputAxes">The axes whose sizes, multiplied, are the inputs; by default Keras's rule for kernels decides. Needs outputAxes too.</param>
/// <param name="outputAxes">The axes whose sizes, multiplied, are the outputs; by default Keras's rule for kernels decides. Needs inputAxes too.</param>
public sealed class HeNormal(int? seed = null, long[]? inputAxes = null, long[]? outputAxes = null)
    : VarianceScaling(2.0, FanMode.FanIn, RandomDistribution.TruncatedNormal, seed, inputAxes, outputAxes);
