namespace KerasPS.Onnx;

/// <summary>ONNX's codes of data types (TensorProto.DataType).</summary>
internal enum OnnxType
{
    Float = 1,
    Int64 = 7,
    Bool = 9,
}
