using KerasPS.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>libtorch's operators over one, two or three axes, which it has under three names each; batches have their channels first there.</summary>
internal static class Spatial
{
    /// <summary>The shape of a sample with that many axes besides its channels, for messages.</summary>
    public static string Format(int axes) => axes switch
    {
        1 => "(time, channels)",
        2 => "(height, width, channels)",
        _ => "(depth, height, width, channels)",
    };

    /// <summary>
    /// A view of a batch with its channels last that has them first. Nothing is copied: libtorch calls this memory layout
    /// channels_last.
    /// </summary>
    public static Tensor ChannelsFirst(Tensor input) => input.permute([0, input.ndim - 1, .. Range(1, input.ndim - 2)]);

    /// <summary>A view of a batch with its channels first that has them last.</summary>
    public static Tensor ChannelsLast(Tensor output) => output.permute([0, .. Range(2, output.ndim - 2), 1]);

    /// <summary>A view of a kernel of Keras's, <c>(sizes, a, b)</c>, in libtorch's order: <c>(b, a, sizes)</c>.</summary>
    public static Tensor Kernel(Tensor kernel) => kernel.permute([kernel.ndim - 1, kernel.ndim - 2, .. Range(0, kernel.ndim - 2)]);

    /// <summary>A convolution.</summary>
    public static Tensor Convolve(Tensor image, Tensor kernel, Tensor? bias, long[] strides, long[] padding, long[] dilation, long groups) =>
        Axes(image) switch
        {
            1 => nn.functional.conv1d(image, kernel, bias, strides[0], padding[0], dilation[0], groups),
            2 => nn.functional.conv2d(image, kernel, bias, strides, padding, dilation, groups),
            _ => nn.functional.conv3d(image, kernel, bias, strides, padding, dilation, groups),
        };

    /// <summary>A transposed convolution; <paramref name="padding"/> is cut off on both sides, the output continues at the end by <paramref name="beyond"/>.</summary>
    public static Tensor ConvolveTransposed(Tensor image, Tensor kernel, Tensor? bias, long[] strides, long[] padding, long[] beyond, long[] dilation)
    {
        return Widened(image, Compute);

        Tensor Compute(Tensor image)
        {
            Tensor weight = DtypePolicy.Cast(kernel, image.dtype);
            Tensor? added = bias is null ? null : DtypePolicy.Cast(bias, image.dtype);
            return Axes(image) switch
            {
                1 => nn.functional.conv_transpose1d(image, weight, added, strides[0], padding[0], beyond[0], dilation[0]),
                2 => nn.functional.conv_transpose2d(image, weight, added, strides, padding, beyond, dilation),
                _ => nn.functional.conv_transpose3d(image, weight, added, strides, padding, beyond, dilation),
            };
        }
    }

    /// <summary>The largest value in each window; padding is never the maximum.</summary>
    public static Tensor Max(Tensor image, long[] size, long[] strides, long[] padding) => Axes(image) switch
    {
        1 => nn.functional.max_pool1d(image, size[0], strides[0], padding[0]),
        2 => nn.functional.max_pool2d(image, size, strides, padding),
        _ => Widened(image, volume => nn.functional.max_pool3d(volume, size, strides, padding)),
    };

    /// <summary>The mean of each window; padding is left out.</summary>
    public static Tensor Average(Tensor image, long[] size, long[] strides, long[] padding) => Axes(image) switch
    {
        1 => nn.functional.avg_pool1d(image, size[0], strides[0], padding[0], count_include_pad: false),
        2 => nn.functional.avg_pool2d(image, size, strides, padding, count_include_pad: false),
        _ => Widened(image, volume => nn.functional.avg_pool3d(volume, size, strides, padding, count_include_pad: false)),
    };

    /// <summary>Adaptive max pooling.</summary>
    public static Tensor AdaptiveMax(Tensor image, long[] outputSize) => Axes(image) switch
    {
        1 => nn.functional.adaptive_max_pool1d(image, outputSize[0]),
        2 => nn.functional.adaptive_max_pool2d(image, outputSize),
        _ => Widened(image, volume => TorchSharpWorkarounds.AdaptiveMaxPool3d(volume, outputSize)),
    };

    /// <summary>Adaptive average pooling.</summary>
    public static Tensor AdaptiveAverage(Tensor image, long[] outputSize) => Axes(image) switch
    {
        1 => nn.functional.adaptive_avg_pool1d(image, outputSize[0]),
        2 => nn.functional.adaptive_avg_pool2d(image, outputSize),
        _ => Widened(image, volume => nn.functional.adaptive_avg_pool3d(volume, outputSize)),
    };

    /// <summary>
    /// Computes in single precision what libtorch 1.13 cannot compute in half precision on the CPU: poolings of volumes, which it refuses, and
    /// transposed convolutions, which it takes for convolutions.
    /// </summary>
    private static Tensor Widened(Tensor image, Func<Tensor, Tensor> compute)
    {
        bool isHalf = image.dtype is ScalarType.BFloat16 or ScalarType.Float16;
        return isHalf && image.device_type == DeviceType.CPU ? compute(image.to_type(ScalarType.Float32)).to_type(image.dtype) : compute(image);
    }

    private static long Axes(Tensor image) => image.ndim - 2;

    private static IEnumerable<long> Range(long first, long count) => Enumerable.Range((int)first, (int)count).Select(axis => (long)axis);
}
