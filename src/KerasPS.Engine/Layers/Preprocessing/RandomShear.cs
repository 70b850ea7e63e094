using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// In training, shears each image by random amounts, with its top left corner held; otherwise the identity. Input and output
/// <c>(height, width, channels)</c>.
/// </summary>
/// <param name="xFactor">
/// The range of columns by which each row is shifted against the one above, from -1 to 1: two limits, or one number for both directions; 0 by
/// default. About every other image is sheared the other way, in both directions.
/// </param>
/// <param name="yFactor">The range of rows by which each column is shifted against the one before; 0 by default.</param>
/// <param name="interpolation">How values between pixels are interpolated: <c>bilinear</c> (the default) or <c>nearest</c>.</param>
/// <param name="fillMode">What lies beyond the borders: <c>reflect</c> (the default), <c>constant</c>, <c>nearest</c> or <c>wrap</c>.</param>
/// <param name="fillValue">The value beyond the borders where <paramref name="fillMode"/> is <c>constant</c>; 0 by default.</param>
/// <param name="seed">The seed of the layer's own stream of random numbers; null (the default) takes them from the training's.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-RandomShearLayer 0.2), (New-Conv2DLayer 8 3) -InputShape 28, 28, 1 | Get-ModelSummary
/// </code>
/// Images that the convolution is trained on lean to the left or right.
/// </example>
/// <example>
/// <code>
/// New-RandomShearLayer -XFactor 0, 0.3 -YFactor 0.1 -FillMode constant
/// </code>
/// Shears in both directions, and fills with zeros.
/// </example>
public sealed class RandomShear(
    double[]? xFactor = null,
    double[]? yFactor = null,
    PixelSampling interpolation = PixelSampling.Bilinear,
    FillMode fillMode = FillMode.Reflect,
    double fillValue = 0,
    int? seed = null)
    : GeometricAugmentation(fillMode, interpolation, seed, fillValue)
{
    /// <summary>The smallest and the largest shift of a row against the one above.</summary>
    public double[] XFactor { get; } = Require.Factor(xFactor ?? [0], -1, 1, nameof(RandomShear), nameof(xFactor));

    /// <summary>The smallest and the largest shift of a column against the one before.</summary>
    public double[] YFactor { get; } = Require.Factor(yFactor ?? [0], -1, 1, nameof(RandomShear), nameof(yFactor));

    internal override (double From, double To)[] Ranges => [(0, 1), (YFactor[0], YFactor[1]), (XFactor[0], XFactor[1])];

    private protected override (Tensor Rows, Tensor Columns) Coordinates(Tensor rows, Tensor columns, Tensor[] numbers)
    {
        Tensor isInverted = numbers[0].gt(0.5);
        Tensor y = where(isInverted, -numbers[1], numbers[1]);
        Tensor x = where(isInverted, -numbers[2], numbers[2]);
        return (rows + (columns * y), columns + (rows * x));
    }
}
