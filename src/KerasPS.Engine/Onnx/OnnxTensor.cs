namespace KerasPS.Onnx;

/// <summary>A value between layers.</summary>
/// <param name="Value">The value.</param>
/// <param name="Shape">The shape of one sample; -1 for a size that is not known.</param>
/// <param name="Mask">The mask: false where a time step is padding. Null for none.</param>
internal sealed record OnnxTensor(OnnxValue Value, long[] Shape, OnnxValue? Mask = null)
{
    /// <summary>The number of axes, that of the batch included.</summary>
    public int Rank => Shape.Length + 1;
}
