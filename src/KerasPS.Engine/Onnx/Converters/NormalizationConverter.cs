using KerasPS.Layers;

namespace KerasPS.Onnx.Converters;

/// <summary>Normalisations, as they are outside training.</summary>
internal static class NormalizationConverter
{
    public static OnnxValue Batch(BatchNormalization layer, OnnxCall call)
    {
        int at = SampleAxes.Resolve(layer, layer.Axis, call.InputShape);
        long[] order = [.. Enumerable.Range(0, call.Rank).Where(axis => axis != at).Select(axis => (long)axis)];
        long[] channelsFirst = [order[0], at, .. order[1..]];
        long[] back = Array.ConvertAll(Enumerable.Range(0, call.Rank).ToArray(), axis => (long)Array.IndexOf(channelsFirst, axis));
        Variable mean = call.Variable("moving_mean");
        Variable variance = call.Variable("moving_variance");
        OnnxValue gamma = call.FindWeight("gamma") ?? Same(1);
        OnnxValue beta = call.FindWeight("beta") ?? Same(0);
        return call.Graph
            .Add("BatchNormalization", [call.Input.Transpose(channelsFirst), gamma, beta, call.Graph.Weight(mean), call.Graph.Weight(variance)], ("epsilon", (float)layer.Epsilon))
            .Transpose(back);

        OnnxValue Same(float value) => call.Graph.Numbers(Enumerable.Repeat(value, (int)mean.Count).ToArray(), mean.Count);
    }

    public static OnnxValue Layer(LayerNormalization layer, OnnxCall call)
    {
        int[] axes = SampleAxes.Resolve(layer, layer.Axis, call.InputShape);
        if (axes[0] == call.Rank - axes.Length && call.FindWeight("gamma") is { } scale)
            return call.Graph.Add("LayerNormalization", [call.Input, scale, call.FindWeight("beta")], ("axis", (long)axes[0]), ("epsilon", (float)layer.Epsilon));
        (OnnxValue mean, OnnxValue variance) = call.Input.Moments(Long(axes));
        return Normalize(call.Input, mean, variance, layer.Epsilon, Broadcast(call, "gamma", axes), Broadcast(call, "beta", axes));
    }

    public static OnnxValue Group(GroupNormalization layer, OnnxCall call)
    {
        int at = SampleAxes.Resolve(layer, layer.Axis, call.InputShape);
        long[] sizes = [0, .. call.InputShape];
        long count = layer.Groups == -1 ? sizes[at] : layer.Groups;
        long[] grouped = [.. sizes[..at], count, sizes[at] / count, .. sizes[(at + 1)..]];
        OnnxValue x = OnnxCall.Shaped(call.Input, grouped);
        (OnnxValue mean, OnnxValue variance) = x.Moments(Enumerable.Range(1, sizes.Length).Where(axis => axis != at).Select(axis => (long)axis).ToArray());
        OnnxValue normalized = OnnxCall.Shaped(Normalize(x, mean, variance, layer.Epsilon, null, null), sizes);
        return Scale(normalized, Broadcast(call, "gamma", [at]), Broadcast(call, "beta", [at]));
    }

    public static OnnxValue Rms(RMSNormalization layer, OnnxCall call)
    {
        int[] axes = SampleAxes.Resolve(layer, layer.Axis, call.InputShape);
        return call.Input / (call.Input.Square().Mean(Long(axes)) + layer.Epsilon).Sqrt() * Broadcast(call, "scale", axes)!;
    }

    public static OnnxValue Unit(UnitNormalization layer, OnnxCall call) =>
        call.Input.UnitLength(Long(SampleAxes.Resolve(layer, layer.Axis, call.InputShape, least: 0)), UnitNormalization.Epsilon);

    public static OnnxValue Spectral(SpectralNormalization layer, OnnxCall call) => call.Run(layer.Layer, call.Inputs[0])[0].Value;

    private static OnnxValue Normalize(OnnxValue x, OnnxValue mean, OnnxValue variance, double epsilon, OnnxValue? gamma, OnnxValue? beta) =>
        Scale((x - mean) / (variance + epsilon).Sqrt(), gamma, beta);

    private static OnnxValue Scale(OnnxValue x, OnnxValue? gamma, OnnxValue? beta)
    {
        OnnxValue scaled = gamma is null ? x : x * gamma;
        return beta is null ? scaled : scaled + beta;
    }

    /// <summary>A variable with the sizes of the axes, in a shape that goes with the input.</summary>
    private static OnnxValue? Broadcast(OnnxCall call, string name, int[] axes)
    {
        if (call.FindVariable(name) is not { } variable)
            return null;
        long[] spread = SampleAxes.BroadcastShape(axes, [1, .. call.InputShape]);
        return call.Graph.Weight(variable.Path, [variable], values => values[0].reshape(spread));
    }

    private static long[] Long(int[] axes) => Array.ConvertAll(axes, axis => (long)axis);
}
