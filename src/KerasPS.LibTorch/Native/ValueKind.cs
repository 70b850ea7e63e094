namespace TorchSharp.Native;

/// <summary>The kinds of value that cross to the shim; the numbers are those of <c>kps_kind</c> in kerasps_torch.h.</summary>
internal enum ValueKind
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    IntList = 5,
    TensorList = 6,
    DoubleList = 7,
    String = 8,
    Device = 9,
    Generator = 10,
    Default = 11,
}
