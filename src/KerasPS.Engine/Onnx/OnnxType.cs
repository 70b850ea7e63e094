namespace KerasPS.Onnx;

/// <summary>ONNX's numbers for the types of values.</summary>
internal enum OnnxType
{
    Float = 1,
    Int64 = 7,
    Bool = 9,
}
