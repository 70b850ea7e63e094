namespace KerasPS.Tests.Onnx;

/// <summary>A theory that needs ONNX Runtime, and says so where it is skipped.</summary>
internal sealed class OnnxRuntimeTheoryAttribute : TheoryAttribute
{
    public OnnxRuntimeTheoryAttribute() => Skip = OnnxRuntime.Missing;
}
