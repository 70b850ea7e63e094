using KerasPS.Layers;

namespace KerasPS.Onnx.Converters;

/// <summary>Layers that make one value of several.</summary>
internal static class MergingConverter
{
    public static OnnxValue Add(Add layer, OnnxCall call) => Aligned(call).Aggregate((sum, input) => sum + input);

    public static OnnxValue Average(Average layer, OnnxCall call) => Aligned(call).Aggregate((sum, input) => sum + input) / call.Inputs.Length;

    public static OnnxValue Subtract(Subtract layer, OnnxCall call) => Aligned(call) is [var left, var right] ? left - right : call.Input;

    public static OnnxValue Maximum(Maximum layer, OnnxCall call) => Extreme("Max", call);

    public static OnnxValue Minimum(Minimum layer, OnnxCall call) => Extreme("Min", call);

    public static OnnxValue Multiply(Multiply layer, OnnxCall call)
    {
        OnnxValue?[] masks = AlignedMasks(call);
        OnnxValue product = Aligned(call)
            .Select((input, i) => masks[i] is { } mask ? mask.Choose(input, call.Graph.Number(1)) : input)
            .Aggregate((all, input) => all * input);
        return masks.Any(mask => mask is null) ? product : product * masks.Aggregate((any, mask) => any!.Or(mask!))!.ToFloat();
    }

    public static OnnxValue Concatenate(Concatenate layer, OnnxCall call) => call.Input.Concat(layer.Axis, call.Inputs[1..].Select(input => input.Value).ToArray());

    public static OnnxValue Dot(Dot layer, OnnxCall call)
    {
        int first = SampleAxes.Resolve(layer, layer.Axes[0], call.Inputs[0].Shape);
        int second = SampleAxes.Resolve(layer, layer.Axes[1], call.Inputs[1].Shape);
        OnnxValue products = Rows(call.Inputs[0], first, layer.Normalize).MatMul(Rows(call.Inputs[1], second, layer.Normalize).Transpose(0, 2, 1));
        return OnnxCall.Shaped(products, [0, .. call.OutputShapes[0]]);
    }

    /// <summary>The mask of an element-wise merge.</summary>
    public static OnnxValue?[] ElementwiseMask(ElementwiseMerge layer, OnnxCall call) =>
        [call.Inputs.Any(input => input.Mask is null) ? null : call.Inputs.Select(input => input.Mask!).Aggregate((all, mask) => all.Or(mask))];

    public static OnnxValue?[] ConcatenateMask(Concatenate layer, OnnxCall call)
    {
        if (call.Inputs.All(input => input.Mask is null))
            return [null];
        if (SampleAxes.Resolve(layer, layer.Axis, call.InputShape) is var axis && axis > 1 && call.Inputs.Any(input => input.Mask is null))
            return [null];
        OnnxValue[] masks = call.Inputs
            .Select(input => input.Mask ?? call.Graph.Number(1).Expand(input.Value.Sizes(0, 2)).Greater(0.5))
            .ToArray();
        return [axis == 1 ? masks[0].Concat(1, masks[1..]) : masks.Aggregate((any, mask) => any.Or(mask))];
    }

    private static OnnxValue Extreme(string operation, OnnxCall call)
    {
        OnnxValue[] inputs = Aligned(call);
        OnnxValue?[] masks = AlignedMasks(call);
        OnnxValue output = inputs[0];
        OnnxValue? outputMask = masks[0];
        for (int i = 1; i < inputs.Length; i++)
        {
            OnnxValue input = masks[i]?.Choose(inputs[i], output) ?? inputs[i];
            output = outputMask?.Choose(output, input) ?? output;
            outputMask = outputMask is null || masks[i] is null ? null : outputMask.Or(masks[i]!);
            output = call.Graph.Add(operation, [output, input]);
        }

        return output;
    }

    private static OnnxValue[] Aligned(OnnxCall call)
    {
        int rank = call.Inputs.Max(input => input.Rank);
        return Array.ConvertAll(call.Inputs, input => input.Rank == rank ? input.Value : input.Value.Unsqueeze(Enumerable.Range(1, rank - input.Rank).Select(axis => (long)axis).ToArray()));
    }

    private static OnnxValue?[] AlignedMasks(OnnxCall call)
    {
        int rank = call.Inputs.Max(input => input.Rank);
        return Array.ConvertAll(call.Inputs, input => input.Rank < rank || input.Mask is null ? null : rank == 2 ? input.Mask : input.Mask.Unsqueeze(Enumerable.Range(2, rank - 2).Select(axis => (long)axis).ToArray()));
    }

    private static OnnxValue Rows(OnnxTensor input, int axis, bool normalize)
    {
        OnnxValue value = normalize ? input.Value.UnitLength([axis], Numerics.KerasMath.Epsilon) : input.Value;
        long[] order = [.. Enumerable.Range(0, input.Rank).Where(i => i != axis).Select(i => (long)i), axis];
        return OnnxCall.Shaped(value.Transpose(order), 0, -1, Math.Max(input.Shape[axis - 1], 0));
    }
}
