using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The layout of <c>kps_value</c> in kerasps_torch.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    public ValueKind Kind;
    public int Count;
    public long Bits;
}
