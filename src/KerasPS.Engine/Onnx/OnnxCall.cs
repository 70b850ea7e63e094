using KerasPS.Layers;

namespace KerasPS.Onnx;

/// <summary>One call of a layer that is converted to operations.</summary>
/// <param name="Export">The export that it is part of.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">Its inputs.</param>
internal sealed record OnnxCall(OnnxExport Export, Layer Layer, OnnxTensor[] Inputs)
{
    public OnnxGraph Graph => Export.Graph;

    /// <summary>The first input.</summary>
    public OnnxValue Input => Inputs[0].Value;

    /// <summary>The shape of a sample of the first input.</summary>
    public long[] InputShape => Inputs[0].Shape;

    /// <summary>The number of axes of the first input, that of the batch included.</summary>
    public int Rank => Inputs[0].Rank;

    /// <summary>The mask of the first input, or null.</summary>
    public OnnxValue? Mask => Inputs[0].Mask;

    /// <summary>The shapes of samples of the outputs.</summary>
    public long[][] OutputShapes => Layer.ComputeOutputShapes(Array.ConvertAll(Inputs, input => input.Shape));

    /// <summary>A variable of the layer's own.</summary>
    public Variable Variable(string name) => FindVariable(name) ?? throw new InvalidOperationException($"'{Layer.Name}' has no variable '{name}'.");

    /// <summary>A variable of the layer's own; null where it has none of that name.</summary>
    public Variable? FindVariable(string name) => Layer.PathsWithin().FirstOrDefault(part => part.Path == name).Variable;

    /// <summary>The values of a variable of the layer's own.</summary>
    public OnnxValue Weight(string name) => Graph.Weight(Variable(name));

    /// <summary>The values of a variable of the layer's own, or null.</summary>
    public OnnxValue? FindWeight(string name) => FindVariable(name) is { } variable ? Graph.Weight(variable) : null;

    /// <summary>The outputs of a layer within this one.</summary>
    public OnnxTensor[] Run(Layer inner, params OnnxTensor[] inputs) => Export.Call(inner, $"{Graph.Scope}/{inner.Name}", inputs);

    /// <summary>Reshapes a value as ONNX does: <c>0</c> keeps the size of an axis, e.g. of the batch, and <c>-1</c> is inferred.</summary>
    /// <exception cref="OnnxNotSupportedException">More than one size is not known.</exception>
    public static OnnxValue Shaped(OnnxValue value, params long[] shape) => shape.Count(size => size < 0) <= 1
        ? value.Reshape(shape)
        : throw new OnnxNotSupportedException($"needs to know all sizes but one of ({string.Join(", ", shape)})");

    /// <summary>Throws if the sizes of samples are not known.</summary>
    public void RequireSizes(IEnumerable<long> sizes, string what)
    {
        if (sizes.Any(size => size < 0))
            throw new OnnxNotSupportedException($"needs to know {what} of its inputs");
    }
}
