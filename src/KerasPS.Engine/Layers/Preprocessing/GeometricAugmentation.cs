using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of layers that move the pixels of images: each pixel of the output is sampled at a position in the input.</summary>
public abstract class GeometricAugmentation : ImageAugmentation
{
    private protected GeometricAugmentation(FillMode fillMode, PixelSampling interpolation, int? seed, double fillValue)
        : base(seed)
    {
        FillMode = fillMode;
        Interpolation = interpolation;
        FillValue = fillValue;
    }

    /// <summary>What lies beyond the borders.</summary>
    public FillMode FillMode { get; }

    /// <summary>How values between pixels are interpolated.</summary>
    public PixelSampling Interpolation { get; }

    /// <summary>The value beyond the borders where these are constant.</summary>
    public double FillValue { get; }

    /// <summary>The row and the column at which each pixel of the output is sampled; their shapes can be broadcast to the images'.</summary>
    /// <param name="rows">The row of each pixel of the output, <c>(1, height, 1, 1)</c>.</param>
    /// <param name="columns">The column of each, <c>(1, 1, width, 1)</c>.</param>
    /// <param name="numbers">The random numbers.</param>
    private protected abstract (Tensor Rows, Tensor Columns) Coordinates(Tensor rows, Tensor columns, Tensor[] numbers);

    internal sealed override Tensor Transform(Tensor images, Tensor[] numbers)
    {
        long height = images.size(1);
        long width = images.size(2);
        Tensor rows = arange(0, height, 1, images.dtype, images.device).reshape(1, height, 1, 1);
        Tensor columns = arange(0, width, 1, images.dtype, images.device).reshape(1, 1, width, 1);
        (Tensor fromRows, Tensor fromColumns) = Coordinates(rows, columns, numbers);
        return new ImageSampler(FillMode, Interpolation, FillValue).Sample(images, fromRows, fromColumns);
    }
}
