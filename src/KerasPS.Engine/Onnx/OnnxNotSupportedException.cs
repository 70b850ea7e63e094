namespace KerasPS.Onnx;

/// <summary>Why a layer cannot be exported as it is; becomes part of one error that names all such layers.</summary>
internal sealed class OnnxNotSupportedException(string reason) : Exception(reason);
