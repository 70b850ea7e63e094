using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// In training, changes the contrast of each image at random: <c>(x - mean) · contrast + mean</c> with the mean of each channel, clipped to the
/// range of values; otherwise the identity. Input and output <c>(height, width, channels)</c>.
/// </summary>
/// <param name="factor">
/// What the range of contrasts follows from: two numbers from 0 to 1, the lower one <c>a</c>, the upper one <c>b</c>, for contrasts from
/// <c>1 - a</c> to <c>1 + b</c>. As in Keras, one number <c>b</c> is for contrasts from 1 to <c>1 + b</c>.
/// </param>
/// <param name="valueRange">The lowest and the highest value of images; 0 and 255 by default, so give 0 and 1 for images scaled to that.</param>
/// <param name="seed">The seed of the layer's own stream of random numbers; null (the default) takes them from the training's.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-RandomContrastLayer 0.3, 0.3 -ValueRange 0, 1), (New-Conv2DLayer 8 3) -InputShape 28, 28, 1 | Get-ModelSummary
/// </code>
/// The convolution is trained on images with 70 to 130 percent of the contrast, their values being from 0 to 1.
/// </example>
/// <example>
/// <code>
/// New-RandomContrastLayer 0.5 -Seed 1
/// </code>
/// Contrasts from 100 to 150 percent, the same ones in each run.
/// </example>
public sealed class RandomContrast(double[] factor, double[]? valueRange = null, int? seed = null) : ImageAugmentation(seed)
{
    /// <summary>How far the contrast may be below 1, and how far above.</summary>
    public double[] Factor { get; } = Require.Factor(factor, 0, 1, nameof(RandomContrast), nameof(factor));

    /// <summary>The lowest and the highest value of images.</summary>
    public double[] ValueRange { get; } = Require.ValueRange(valueRange ?? [0, 255], nameof(RandomContrast), nameof(valueRange));

    internal override (double From, double To)[] Ranges => [(1 - Factor[0], 1 + Factor[1])];

    internal override Tensor Transform(Tensor images, Tensor[] numbers)
    {
        Tensor mean = images.mean([1, 2], keepdim: true);
        return (((images - mean) * numbers[0]) + mean).clamp(ValueRange[0], ValueRange[1]);
    }
}
