using KerasPS.Layers;

namespace KerasPS.Onnx.Converters;

/// <summary>Layers that change shapes.</summary>
internal static class ReshapingConverter
{
    public static OnnxValue Flatten(Flatten layer, OnnxCall call) => call.Graph.Add("Flatten", [call.Input], ("axis", 1L));

    public static OnnxValue Reshape(Reshape layer, OnnxCall call) => layer.TargetShape.Contains(0)
        ? throw new OnnxNotSupportedException("makes samples without values")
        : call.Input.Reshape([layer.TargetShape.Contains(-1) ? 0 : -1, .. layer.TargetShape]);

    public static OnnxValue Permute(Permute layer, OnnxCall call) => call.Input.Transpose([0, .. layer.Dims]);

    public static OnnxValue RepeatVector(RepeatVector layer, OnnxCall call) => call.Input.Unsqueeze(1).Expand(call.Graph.Integers(1, layer.N, 1));

    public static OnnxValue Cropping(CroppingLayer layer, OnnxCall call) => layer.Borders
        .Select((pair, i) => (Axis: i + 1, From: pair[0], To: pair[1] == 0 ? long.MaxValue : -pair[1]))
        .Where(cut => cut.From > 0 || cut.To < 0)
        .Aggregate(call.Input, (value, cut) => value.Slice(cut.Axis, cut.From, cut.To));

    public static OnnxValue ZeroPadding(ZeroPaddingLayer layer, OnnxCall call) =>
        call.Input.Pad([0, .. layer.Borders.Select(pair => pair[0]), 0, 0, .. layer.Borders.Select(pair => pair[1]), 0]);

    public static OnnxValue UpSampling(UpSamplingLayer layer, OnnxCall call)
    {
        if (layer is UpSampling2D { Interpolation: not Interpolation.Nearest and var interpolation } images)
            return ImageConverter.Resize(call, call.Input, call.InputShape, images.Size[0] * call.InputShape[0], images.Size[1] * call.InputShape[1], interpolation);
        return call.Graph.Add(
            "Resize",
            [call.Input, null, call.Graph.Numbers([1, .. layer.Factors.Select(factor => (float)factor), 1], layer.Factors.Length + 2)],
            ("mode", "nearest"),
            ("coordinate_transformation_mode", "asymmetric"),
            ("nearest_mode", "floor"));
    }
}
