using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// In training, shifts each image by a random part of its height and width; otherwise the identity. Input and output
/// <c>(height, width, channels)</c>.
/// </summary>
/// <param name="heightFactor">
/// The range of vertical shifts, as fractions of the height from -1 to 1: two limits, or one number for both directions. Above 0 is down.
/// </param>
/// <param name="widthFactor">The range of horizontal shifts, as fractions of the width. Above 0 is to the right.</param>
/// <param name="fillMode">What lies beyond the borders: <c>reflect</c> (the default), <c>constant</c>, <c>nearest</c> or <c>wrap</c>.</param>
/// <param name="interpolation">How values between pixels are interpolated: <c>bilinear</c> (the default) or <c>nearest</c>.</param>
/// <param name="seed">The seed of the layer's own stream of random numbers; null (the default) takes them from the training's.</param>
/// <param name="fillValue">The value beyond the borders where <paramref name="fillMode"/> is <c>constant</c>; 0 by default.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-RandomTranslationLayer 0.1 0.1), (New-Conv2DLayer 8 3) -InputShape 28, 28, 1 | Get-ModelSummary
/// </code>
/// Images that the convolution is trained on are shifted by up to a tenth of their size in all directions.
/// </example>
/// <example>
/// <code>
/// New-RandomTranslationLayer -HeightFactor 0 -WidthFactor 0, 0.5 -FillMode constant
/// </code>
/// Shifts to the right by up to half the width, and leaves zeros behind.
/// </example>
public sealed class RandomTranslation(
    double[] heightFactor,
    double[] widthFactor,
    FillMode fillMode = FillMode.Reflect,
    PixelSampling interpolation = PixelSampling.Bilinear,
    int? seed = null,
    double fillValue = 0)
    : GeometricAugmentation(fillMode, interpolation, seed, fillValue)
{
    /// <summary>The smallest and the largest vertical shift, as fractions of the height.</summary>
    public double[] HeightFactor { get; } = Require.Factor(heightFactor, -1, 1, nameof(RandomTranslation), nameof(heightFactor));

    /// <summary>The smallest and the largest horizontal shift, as fractions of the width.</summary>
    public double[] WidthFactor { get; } = Require.Factor(widthFactor, -1, 1, nameof(RandomTranslation), nameof(widthFactor));

    internal override (double From, double To)[] Ranges => [(HeightFactor[0], HeightFactor[1]), (WidthFactor[0], WidthFactor[1])];

    private protected override (Tensor Rows, Tensor Columns) Coordinates(Tensor rows, Tensor columns, Tensor[] numbers) =>
        (rows - (numbers[0] * rows.size(1)), columns - (numbers[1] * columns.size(2)));
}
