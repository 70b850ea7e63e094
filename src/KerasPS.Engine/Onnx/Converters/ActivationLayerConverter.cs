using KerasPS.Activations;
using KerasPS.Layers;

namespace KerasPS.Onnx.Converters;

/// <summary>Activations that are layers.</summary>
internal static class ActivationLayerConverter
{
    public static OnnxValue Activation(Activation layer, OnnxCall call) => ActivationConverter.Apply(layer.activation, call.Input);

    public static OnnxValue Elu(ELU layer, OnnxCall call) => ActivationConverter.Apply(new Elu(layer.Alpha), call.Input);

    public static OnnxValue LeakyRelu(LeakyReLU layer, OnnxCall call) => ActivationConverter.Apply(new LeakyRelu(layer.NegativeSlope), call.Input);

    public static OnnxValue Relu(ReLU layer, OnnxCall call) =>
        ActivationConverter.Apply(new Relu(layer.NegativeSlope, layer.MaxValue, layer.Threshold), call.Input);

    public static OnnxValue PRelu(PReLU layer, OnnxCall call) => call.Graph.Add("PRelu", [call.Input, call.Weight("alpha")]);

    public static OnnxValue Softmax(Layers.Softmax layer, OnnxCall call)
    {
        OnnxValue? mask = call.Inputs.Length == 1 ? call.Mask : call.Inputs[1].Value.Greater(0.5);
        long[] axes = Array.ConvertAll(SampleAxes.Resolve(layer, layer.Axis, call.InputShape, least: 0), axis => (long)axis);
        return Over(call.Input, axes, mask);
    }

    /// <summary>As <see cref="Layers.Softmax.Over"/>.</summary>
    public static OnnxValue Over(OnnxValue x, long[] axes, OnnxValue? mask, bool evenIfEmpty = false)
    {
        if (mask is not null)
            x = mask.Choose(x, x.Constant(-1e9));
        OnnxValue result = axes.Length == 1 ? x.Softmax(axes[0]) : OverAll(x, axes);
        return mask is null || evenIfEmpty ? result : result * mask.ToFloat();
    }

    private static OnnxValue OverAll(OnnxValue x, long[] axes)
    {
        OnnxValue powers = (x - x.Max(axes)).Exp();
        return powers / powers.Sum(axes);
    }
}
