using KerasPS.Layers;

namespace KerasPS.Onnx.Converters;

/// <summary>Dense layers, embeddings and the like.</summary>
internal static class CoreConverter
{
    public static OnnxValue Dense(Dense layer, OnnxCall call)
    {
        OnnxValue kernel = call.Weight("kernel");
        OnnxValue? bias = call.FindWeight("bias");
        OnnxValue output = bias is not null && call.Rank == 2
            ? call.Graph.Add("Gemm", [call.Input, kernel, bias])
            : bias is null ? call.Input.MatMul(kernel) : call.Input.MatMul(kernel) + bias;
        return ActivationConverter.Apply(layer.Activation, output);
    }

    public static OnnxValue EinsumDense(EinsumDense layer, OnnxCall call)
    {
        OnnxValue output = call.Graph.Add("Einsum", [call.Input, call.Weight("kernel")], ("equation", layer.Equation));
        return ActivationConverter.Apply(layer.Activation, call.FindWeight("bias") is { } bias ? output + bias : output);
    }

    public static OnnxValue Embedding(Embedding layer, OnnxCall call) => call.Weight("embeddings").Gather(call.Input.ToInteger(), 0);

    public static OnnxValue?[] EmbeddingMask(Embedding layer, OnnxCall call) => [layer.MaskZero ? call.Input.Equal(call.Graph.Number(0)).Not() : null];

    public static OnnxValue Masking(Masking layer, OnnxCall call) => call.Input * HasOther(layer, call).ToFloat();

    public static OnnxValue?[] MaskingMask(Masking layer, OnnxCall call) => [HasOther(layer, call).Squeeze(-1)];

    /// <summary>The penalised, noised or masked input as it is, in inference.</summary>
    public static OnnxValue Identity(Layer layer, OnnxCall call) => call.Input;

    private static OnnxValue HasOther(Masking layer, OnnxCall call) => call.Input.Equal(call.Graph.Number(layer.MaskValue)).Not().ToFloat().Max([-1]).Greater(0.5);
}
