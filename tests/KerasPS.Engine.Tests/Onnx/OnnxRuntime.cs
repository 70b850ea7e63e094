using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace KerasPS.Tests.Onnx;

/// <summary>ONNX Runtime: the independent judge of the files that are written.</summary>
internal static class OnnxRuntime
{
    /// <summary>Runs a file.</summary>
    public static Array[] Run(byte[] model, IReadOnlyList<Array> inputs)
    {
        using SessionOptions options = new() { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using InferenceSession session = new(model, options);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = session.Run(inputs.Select(Fed).ToArray(), session.OutputNames);
        return outputs.Select(Read).ToArray();
    }

    private static NamedOnnxValue Fed(Array input)
    {
        int[] shape = System.Array.ConvertAll(input.Shape, size => (int)size);
        return input.Type == "bool"
            ? NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<bool>(System.Array.ConvertAll(input.Values, value => value != 0), shape))
            : NamedOnnxValue.CreateFromTensor(input.Name, new DenseTensor<float>(input.Values, shape));
    }

    private static Array Read(DisposableNamedOnnxValue output)
    {
        bool isBool = output.ElementType == TensorElementType.Bool;
        float[] values = isBool ? output.AsEnumerable<bool>().Select(value => value ? 1f : 0f).ToArray() : output.AsEnumerable<float>().ToArray();
        ReadOnlySpan<int> shape = isBool ? output.AsTensor<bool>().Dimensions : output.AsTensor<float>().Dimensions;
        return new Array(output.Name, isBool ? "bool" : "float32", System.Array.ConvertAll(shape.ToArray(), size => (long)size), values);
    }

    /// <summary>A value that goes in or comes out.</summary>
    internal sealed record Array(string Name, string Type, long[] Shape, float[] Values);
}
