namespace KerasPS.Layers;

/// <summary>
/// In training, sets a random fraction of the channels of images to 0 and scales the others by <c>1 / (1 - rate)</c> (Tompson et al.
/// 2014); otherwise the identity. Input and output <c>(height, width, channels)</c>.
/// </summary>
/// <param name="rate">The fraction of the channels to drop, from 0 to 1.</param>
/// <param name="seed">The seed of the layer's own stream of random numbers; null (the default) takes them from the training's.</param>
public sealed class SpatialDropout2D(double rate, int? seed = null) : SpatialDropout(rate, seed, 2);
