using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>How values between pixels are found.</summary>
    public enum InterpolationMode
    {
        Nearest = 0,
        Bilinear = 2,
        Bicubic = 3,
    }

    public static partial class nn
    {
        // Convolutions, poolings and interpolation
        public static partial class functional
        {
            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1) =>
                Ops.conv1d.Call(input, weight, bias, One(stride, 1), One(padding, 0), One(dilation, 1), groups);

            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Ops.conv2d.Call(input, weight, bias, strides ?? [1], padding ?? [0], dilation ?? [1], groups);

            public static Tensor conv3d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Ops.conv3d.Call(input, weight, bias, strides ?? [1], padding ?? [0], dilation ?? [1], groups);

            public static Tensor conv_transpose1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? output_padding = null, long? dilation = null, long groups = 1) =>
                Ops.conv_transpose1d.Call(input, weight, bias, One(stride, 1), One(padding, 0), One(output_padding, 0), groups, One(dilation, 1));

            public static Tensor conv_transpose2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null,
                long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Ops.conv_transpose2d_input.Call(input, weight, bias, strides ?? [1], padding ?? [0], output_padding ?? [0], groups, dilation ?? [1]);

            public static Tensor conv_transpose3d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null,
                long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Ops.conv_transpose3d_input.Call(input, weight, bias, strides ?? [1], padding ?? [0], output_padding ?? [0], groups, dilation ?? [1]);

            public static Tensor max_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                Ops.max_pool1d.Call(input, One(kernel_size, 1), One(stride, kernel_size), One(padding, 0), One(dilation, 1), ceil_mode);

            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Ops.max_pool2d.Call(input, kernel_size, strides ?? kernel_size, padding ?? [0], dilation ?? [1], ceil_mode);

            public static Tensor max_pool3d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Ops.max_pool3d.Call(input, kernel_size, strides ?? kernel_size, padding ?? [0], dilation ?? [1], ceil_mode);

            public static Tensor avg_pool1d(Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true) =>
                Ops.avg_pool1d.Call(input, One(kernel_size, 1), One(stride, kernel_size), One(padding, 0), ceil_mode, count_include_pad);

            public static Tensor avg_pool2d(
                Tensor input, long[] kernel_size, long[]? stride = null,
                long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                Ops.avg_pool2d.Call(input, kernel_size, stride ?? kernel_size, padding ?? [0], ceil_mode, count_include_pad, Optional(divisor_override));

            public static Tensor avg_pool3d(
                Tensor input, long[] kernel_size, long[]? stride = null,
                long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                Ops.avg_pool3d.Call(input, kernel_size, stride ?? kernel_size, padding ?? [0], ceil_mode, count_include_pad, Optional(divisor_override));

            public static Tensor adaptive_max_pool1d(Tensor input, long output_size) => First(Ops.adaptive_max_pool1d.CallMany(input, One(output_size, 1)));

            public static Tensor adaptive_max_pool2d(Tensor input, long[] output_size) => First(Ops.adaptive_max_pool2d.CallMany(input, output_size));

            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) => Ops.adaptive_avg_pool1d.Call(input, One(output_size, 1));

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => Ops.adaptive_avg_pool2d.Call(input, output_size);

            public static Tensor adaptive_avg_pool3d(Tensor input, long[] output_size) => Ops.adaptive_avg_pool3d.Call(input, output_size);

            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null,
                InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                if (size is null || scale_factor is not null || recompute_scale_factor)
                    throw new NotSupportedException("Interpolation needs a size, and takes no scale factors.");
                Operator upsample = mode switch
                {
                    InterpolationMode.Bilinear => antialias ? Ops.upsample_bilinear2d_aa : Ops.upsample_bilinear2d,
                    InterpolationMode.Bicubic => antialias ? Ops.upsample_bicubic2d_aa : Ops.upsample_bicubic2d,
                    _ => throw new NotSupportedException($"There is no interpolation {mode}."),
                };
                return upsample.Call(x, size, align_corners ?? false, Argument.None, Argument.None);
            }

            private static long[] One(long? value, long otherwise) => [value ?? otherwise];

            private static Argument Optional(long? value) => value is { } number ? number : Argument.None;

            private static Tensor First(Tensor[] results)
            {
                foreach (Tensor other in results[1..])
                    other.Dispose();
                return results[0];
            }
        }
    }
}
