using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// In training, makes what each image shows smaller or larger around its centre, at random; otherwise the identity. Input and output
/// <c>(height, width, channels)</c>.
/// </summary>
/// <param name="heightFactor">
/// The range of vertical zooms, from -1 to 1: two limits, or one number for both directions. Above 0 zooms out, e.g. 0.2 shows a height of 120
/// percent of the image; below 0 zooms in.
/// </param>
/// <param name="widthFactor">The range of horizontal zooms; by default each image keeps its proportions.</param>
/// <param name="fillMode">What lies beyond the borders: <c>reflect</c> (the default), <c>constant</c>, <c>nearest</c> or <c>wrap</c>.</param>
/// <param name="interpolation">How values between pixels are interpolated: <c>bilinear</c> (the default) or <c>nearest</c>.</param>
/// <param name="seed">The seed of the layer's own stream of random numbers; null (the default) takes them from the training's.</param>
/// <param name="fillValue">The value beyond the borders where <paramref name="fillMode"/> is <c>constant</c>; 0 by default.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-RandomZoomLayer 0.2), (New-Conv2DLayer 8 3) -InputShape 28, 28, 1 | Get-ModelSummary
/// </code>
/// The convolution is trained on images with 80 to 120 percent of the height and width.
/// </example>
/// <example>
/// <code>
/// New-RandomZoomLayer -HeightFactor -0.3, -0.1 -WidthFactor 0
/// </code>
/// Stretches images vertically.
/// </example>
public sealed class RandomZoom(
    double[] heightFactor,
    double[]? widthFactor = null,
    FillMode fillMode = FillMode.Reflect,
    PixelSampling interpolation = PixelSampling.Bilinear,
    int? seed = null,
    double fillValue = 0)
    : GeometricAugmentation(fillMode, interpolation, seed, fillValue)
{
    /// <summary>The smallest and the largest vertical zoom.</summary>
    public double[] HeightFactor { get; } = Require.Factor(heightFactor, -1, 1, nameof(RandomZoom), nameof(heightFactor));

    /// <summary>The smallest and the largest horizontal zoom, or null for the vertical ones.</summary>
    public double[]? WidthFactor { get; } = widthFactor is null ? null : Require.Factor(widthFactor, -1, 1, nameof(RandomZoom), nameof(widthFactor));

    internal override (double From, double To)[] Ranges =>
        WidthFactor is null ? [Zooms(HeightFactor)] : [Zooms(HeightFactor), Zooms(WidthFactor)];

    private protected override (Tensor Rows, Tensor Columns) Coordinates(Tensor rows, Tensor columns, Tensor[] numbers) =>
        (FromCentre(rows, rows.size(1), numbers[0]), FromCentre(columns, columns.size(2), numbers[^1]));

    private static Tensor FromCentre(Tensor places, long size, Tensor zoom) => (places * zoom) + ((size - 1) / 2.0 * (1 - zoom));

    private static (double From, double To) Zooms(double[] factor) => (1 + factor[0], 1 + factor[1]);
}
