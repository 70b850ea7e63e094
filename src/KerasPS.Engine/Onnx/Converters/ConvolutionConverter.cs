using KerasPS.Activations;
using KerasPS.Layers;

namespace KerasPS.Onnx.Converters;

/// <summary>Convolutions of one, two and three axes. ONNX has channels first, so that batches are transposed before and after.</summary>
internal static class ConvolutionConverter
{
    public static OnnxValue Convolution(ConvolutionLayer layer, OnnxCall call)
    {
        OnnxValue kernel = Kernel(call, "kernel", values => Spatial.Kernel(values));
        return Finish(layer.Activation, call, call.Graph.Add("Conv", [First(call), kernel, call.FindWeight("bias")], Options(layer.Windows, call, layer.Groups)));
    }

    public static OnnxValue Depthwise(DepthwiseConvolutionLayer layer, OnnxCall call) =>
        Finish(layer.Activation, call, ConvolveChannels(layer, call, "kernel", call.FindWeight("bias")));

    public static OnnxValue Separable(SeparableConvolutionLayer layer, OnnxCall call)
    {
        OnnxValue channels = ConvolveChannels(layer, call, "depthwise_kernel", null);
        OnnxValue mixed = call.Graph.Add("Conv", [channels, Kernel(call, "pointwise_kernel", values => Spatial.Kernel(values)), call.FindWeight("bias")]);
        return Finish(layer.Activation, call, mixed);
    }

    public static OnnxValue Transposed(TransposedConvolutionLayer layer, OnnxCall call)
    {
        (long Cut, long Beyond)[] borders = layer.Windows.Select(window => window.Borders(1)).ToArray();
        long[] cut = Array.ConvertAll(borders, border => border.Cut);
        OnnxValue output = call.Graph.Add(
            "ConvTranspose",
            [First(call), Kernel(call, "kernel", values => Spatial.Kernel(values)), call.FindWeight("bias")],
            ("kernel_shape", layer.KernelSize),
            ("strides", layer.Strides),
            ("dilations", layer.DilationRate),
            ("pads", (long[])[.. cut, .. cut]),
            ("output_padding", Array.ConvertAll(borders, border => border.Beyond)));
        for (int axis = 0; axis < borders.Length; axis++)
        {
            long surplus = layer.Windows[axis].Window.Extent - (2 * cut[axis]) + borders[axis].Beyond - layer.Windows[axis].Count(1);
            if (surplus > 0)
                output = output.Slice(axis + 2, 0, -surplus);
        }

        return Finish(layer.Activation, call, output);
    }

    private static OnnxValue ConvolveChannels(DepthwiseConvolutionLayer layer, OnnxCall call, string name, OnnxValue? bias)
    {
        long channels = call.InputShape[^1];
        OnnxValue kernel = Kernel(call, name, values => Spatial.Kernel(values.reshape([.. layer.KernelSize, 1, channels * layer.DepthMultiplier])));
        return call.Graph.Add("Conv", [First(call), kernel, bias], Options(layer.Windows, call, channels));
    }

    private static OnnxValue First(OnnxCall call) => call.Input.ChannelsFirst(call.Rank);

    private static OnnxValue Finish(ActivationFunction activation, OnnxCall call, OnnxValue output) =>
        ActivationConverter.Apply(activation, output.ChannelsLast(call.Rank));

    private static OnnxValue Kernel(OnnxCall call, string name, Func<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> layout)
    {
        Variable variable = call.Variable(name);
        return call.Graph.Weight(variable.Path, [variable], values => layout(values[0]));
    }

    private static OnnxAttribute[] Options(Windows windows, OnnxCall call, long groups) =>
    [
        .. WindowOptions.Of(windows, call.InputShape),
        ("dilations", Array.ConvertAll(windows.Axes, window => window.Dilation)),
        ("group", groups),
    ];
}
