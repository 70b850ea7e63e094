using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// In training, rotates each image around its centre by a random angle; otherwise the identity. Input and output
/// <c>(height, width, channels)</c>.
/// </summary>
/// <param name="factor">
/// The range of angles, as fractions of a full turn from -1 to 1: two limits, or one number for both directions, e.g. 0.1 for -36 to 36 degrees.
/// Above 0 is counterclockwise.
/// </param>
/// <param name="fillMode">What lies beyond the borders: <c>reflect</c> (the default), <c>constant</c>, <c>nearest</c> or <c>wrap</c>.</param>
/// <param name="interpolation">How values between pixels are interpolated: <c>bilinear</c> (the default) or <c>nearest</c>.</param>
/// <param name="seed">The seed of the layer's own stream of random numbers; null (the default) takes them from the training's.</param>
/// <param name="fillValue">The value beyond the borders where <paramref name="fillMode"/> is <c>constant</c>; 0 by default.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-RandomRotationLayer 0.1), (New-Conv2DLayer 8 3) -InputShape 28, 28, 1 | Get-ModelSummary
/// </code>
/// Images that the convolution is trained on are rotated by up to 36 degrees.
/// </example>
/// <example>
/// <code>
/// New-RandomRotationLayer 0, 0.25 -FillMode constant -FillValue 1
/// </code>
/// Rotates counterclockwise by up to 90 degrees, and fills the corners with white, if 1 is white.
/// </example>
public sealed class RandomRotation(
    double[] factor,
    FillMode fillMode = FillMode.Reflect,
    PixelSampling interpolation = PixelSampling.Bilinear,
    int? seed = null,
    double fillValue = 0)
    : GeometricAugmentation(fillMode, interpolation, seed, fillValue)
{
    /// <summary>The smallest and the largest angle, as fractions of a full turn.</summary>
    public double[] Factor { get; } = Require.Factor(factor, -1, 1, nameof(RandomRotation), nameof(factor));

    internal override (double From, double To)[] Ranges => [(Factor[0] * 360, Factor[1] * 360)];

    private protected override (Tensor Rows, Tensor Columns) Coordinates(Tensor rows, Tensor columns, Tensor[] numbers)
    {
        Tensor angle = numbers[0] * (Math.PI / 180);
        Tensor cos = angle.cos();
        Tensor sin = angle.sin();
        double centreRow = (rows.size(1) - 1) / 2.0;
        double centreColumn = (columns.size(2) - 1) / 2.0;
        Tensor fromRows = (columns * sin) + (rows * cos) + (centreRow - (centreColumn * sin) - (centreRow * cos));
        Tensor fromColumns = (columns * cos) - (rows * sin) + (centreColumn - (centreColumn * cos) + (centreRow * sin));
        return (fromRows, fromColumns);
    }
}
