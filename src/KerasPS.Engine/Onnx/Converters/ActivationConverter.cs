using KerasPS.Activations;

namespace KerasPS.Onnx.Converters;

/// <summary>Activation functions as operations.</summary>
internal static class ActivationConverter
{
    /// <summary>The value of a function.</summary>
    /// <exception cref="OnnxNotSupportedException">The function is not known here.</exception>
    public static OnnxValue Apply(ActivationFunction function, OnnxValue x) => function switch
    {
        Linear => x,
        Celu celu => x.Unary("Celu", ("alpha", (float)celu.Alpha)),
        Elu elu => x.Unary("Elu", ("alpha", (float)elu.Alpha)),
        Exponential => x.Exp(),
        Gelu gelu => ApplyGelu(gelu, x),
        Glu glu => x.Split(2, glu.Axis) is [var kept, var gate] ? kept * gate.Sigmoid() : x,
        HardShrink shrink => x.Unary("Shrink", ("lambd", (float)shrink.Threshold)),
        HardSigmoid => x.Unary("HardSigmoid", ("alpha", 1 / 6f), ("beta", 0.5f)),
        HardSilu => x.Unary("HardSwish"),
        HardTanh => x.Clip(-1, 1),
        LeakyRelu leaky => x.Unary("LeakyRelu", ("alpha", (float)leaky.NegativeSlope)),
        LogSigmoid => -(-x).Unary("Softplus"),
        LogSoftmax log => x.LogSoftmax(log.Axis),
        Mish => x * x.Unary("Softplus").Tanh(),
        Relu relu => ApplyRelu(relu, x),
        Relu6 => x.Clip(0, 6),
        Selu => x.Unary("Selu"),
        Sigmoid => x.Sigmoid(),
        Silu => x * x.Sigmoid(),
        SoftShrink shrink => x.Unary("Shrink", ("lambd", (float)shrink.Threshold), ("bias", (float)shrink.Threshold)),
        Softmax softmax => x.Softmax(softmax.Axis),
        Softplus => x.Unary("Softplus"),
        Softsign => x.Unary("Softsign"),
        SparsePlus => x.Less(1).Choose((x.Clip(-1, null) + 1).Square() * 0.25, x),
        SparseSigmoid => (x.Clip(-1, 1) + 1) * 0.5,
        Sparsemax sparse => ApplySparsemax(sparse, x),
        Squareplus plus => (x + (x.Square() + plus.B).Sqrt()) * 0.5,
        Tanh => x.Tanh(),
        TanhShrink => x - x.Tanh(),
        Threshold threshold => x.Greater(threshold.threshold).Choose(x, x.Constant(threshold.DefaultValue)),
        _ => throw new OnnxNotSupportedException($"has the activation {function.Name}, for which there is no conversion"),
    };

    private static OnnxValue ApplyGelu(Gelu gelu, OnnxValue x)
    {
        OnnxValue share = gelu.Approximate
            ? ((x + (x * x * x * 0.044715)) * Math.Sqrt(2 / Math.PI)).Tanh()
            : (x * Math.Sqrt(0.5)).Unary("Erf");
        return x * 0.5 * (share + 1);
    }

    private static OnnxValue ApplyRelu(Relu relu, OnnxValue x)
    {
        if (relu.NegativeSlope != 0 && relu.MaxValue is null && relu.Threshold == 0)
            return x.Unary("LeakyRelu", ("alpha", (float)relu.NegativeSlope));
        OnnxValue y = relu.Threshold == 0 ? x.Relu() : x.Greater(relu.Threshold).Choose(x, x.Constant(0));
        if (relu.MaxValue is { } most)
            y = y.Clip(0, most);
        return relu.NegativeSlope == 0 ? y : y - ((-x + relu.Threshold).Relu() * relu.NegativeSlope);
    }

    private static OnnxValue ApplySparsemax(Sparsemax sparse, OnnxValue x)
    {
        OnnxValue sorted = x.Sorted(sparse.Axis, out OnnxValue ranks);
        OnnxValue isInSupport = sorted.CumulativeSum(sparse.Axis).Less((sorted * ranks) + 1).ToFloat();
        OnnxValue threshold = ((isInSupport * sorted).Sum([sparse.Axis]) - 1) / isInSupport.Sum([sparse.Axis]);
        return (x - threshold).Relu();
    }
}
