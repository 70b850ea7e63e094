using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// In training, makes each image brighter or darker at random: adds a part of the range of values, and clips to that range; otherwise the identity.
/// Input and output <c>(height, width, channels)</c>.
/// </summary>
/// <param name="factor">The range of what is added, as fractions of the range of values from -1 to 1: two limits, or one number for both directions.</param>
/// <param name="valueRange">The lowest and the highest value of images; 0 and 255 by default, so give 0 and 1 for images scaled to that.</param>
/// <param name="seed">The seed of the layer's own stream of random numbers; null (the default) takes them from the training's.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-RandomBrightnessLayer 0.2 -ValueRange 0, 1), (New-Conv2DLayer 8 3) -InputShape 28, 28, 1 | Get-ModelSummary
/// </code>
/// The convolution is trained on images to which a number from -0.2 to 0.2 is added, their values being from 0 to 1.
/// </example>
/// <example>
/// <code>
/// New-RandomBrightnessLayer 0, 0.1
/// </code>
/// Makes images brighter by up to 25.5, their values being from 0 to 255.
/// </example>
public sealed class RandomBrightness(double[] factor, double[]? valueRange = null, int? seed = null) : ImageAugmentation(seed)
{
    /// <summary>The least and the most that is added, as fractions of the range of values.</summary>
    public double[] Factor { get; } = Require.Factor(factor, -1, 1, nameof(RandomBrightness), nameof(factor));

    /// <summary>The lowest and the highest value of images.</summary>
    public double[] ValueRange { get; } = Require.ValueRange(valueRange ?? [0, 255], nameof(RandomBrightness), nameof(valueRange));

    internal override (double From, double To)[] Ranges => [(Factor[0], Factor[1])];

    internal override Tensor Transform(Tensor images, Tensor[] numbers) =>
        (images + (numbers[0] * (ValueRange[1] - ValueRange[0]))).clamp(ValueRange[0], ValueRange[1]);
}
