using KerasPS.Layers;

namespace KerasPS.Onnx.Converters;

/// <summary>Poolings: by windows, global, and adaptive.</summary>
internal static class PoolingConverter
{
    public static OnnxValue Max(PoolingLayer layer, OnnxCall call) => Pool("MaxPool", layer, call);

    public static OnnxValue Average(PoolingLayer layer, OnnxCall call) => Pool("AveragePool", layer, call);

    public static OnnxValue GlobalMax(GlobalPoolingLayer layer, OnnxCall call) => call.Input.Max(Axes(call), layer.Keepdims);

    public static OnnxValue GlobalAverage(GlobalPoolingLayer layer, OnnxCall call)
    {
        if (call.Mask is not { } mask || layer is not GlobalAveragePooling1D)
            return call.Input.Mean(Axes(call), layer.Keepdims);
        OnnxValue counts = mask.Unsqueeze(-1);
        return counts.Choose(call.Input, call.Graph.Number(0)).Sum(Axes(call), layer.Keepdims) / counts.ToFloat().Sum(Axes(call), layer.Keepdims);
    }

    public static OnnxValue AdaptiveMax(AdaptivePoolingLayer layer, OnnxCall call) => Adapt(layer, call, part => axis => part.Max([axis]));

    public static OnnxValue AdaptiveAverage(AdaptivePoolingLayer layer, OnnxCall call) => Adapt(layer, call, part => axis => part.Mean([axis]));

    private static OnnxValue Pool(string operation, PoolingLayer layer, OnnxCall call) => call.Graph
        .Add(operation, [call.Input.ChannelsFirst(call.Rank)], WindowOptions.Of(layer.Windows, call.InputShape))
        .ChannelsLast(call.Rank);

    private static OnnxValue Adapt(AdaptivePoolingLayer layer, OnnxCall call, Func<OnnxValue, Func<long, OnnxValue>> reduce)
    {
        call.RequireSizes(call.InputShape[..^1], "the sizes");
        OnnxValue x = call.Input;
        for (int axis = 1; axis < call.InputShape.Length; axis++)
        {
            (long size, long wanted) = (call.InputShape[axis - 1], layer.OutputSize[axis - 1]);
            OnnxValue[] parts = Enumerable.Range(0, (int)wanted)
                .Select(i => reduce(x.Slice(axis, i * size / wanted, (((i + 1) * size) + wanted - 1) / wanted))(axis))
                .ToArray();
            x = parts[0].Concat(axis, parts[1..]);
        }

        return x;
    }

    private static long[] Axes(OnnxCall call) => Enumerable.Range(1, call.Rank - 2).Select(axis => (long)axis).ToArray();
}
