using KerasPS.Layers;

namespace KerasPS.Onnx.Converters;

/// <summary>The attributes of ONNX's operators with sliding windows.</summary>
internal static class WindowOptions
{
    /// <summary>Sizes, steps and borders; borders that follow from a size that is not known are left to whoever runs the file.</summary>
    public static OnnxAttribute[] Of(Windows windows, long[] inputShape)
    {
        Window[] axes = windows.Axes;
        bool areKnown = axes.Select((window, axis) => inputShape[axis] >= 0 || window.Stride == 1 || window.Padding != CausalPadding.Same).All(isKnown => isKnown);
        (long Before, long After)[] borders = axes.Select((window, axis) => window.Added(Math.Max(inputShape[axis], 1))).ToArray();
        OnnxAttribute added = areKnown ? ("pads", (long[])[.. borders.Select(border => border.Before), .. borders.Select(border => border.After)]) : ("auto_pad", "SAME_UPPER");
        return [("kernel_shape", Array.ConvertAll(axes, window => window.Size)), ("strides", Array.ConvertAll(axes, window => window.Stride)), added];
    }
}
