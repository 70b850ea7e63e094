using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The layout of <c>kps_tensor_info</c> in kerasps_torch.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeTensorInfo
{
    public long* Sizes;
    public long* Strides;
    public void* Data;
    public long NumberOfElements;
    public int Dimensions;
    public int ScalarType;
    public int DeviceType;
    public int DeviceIndex;
    public int RequiresGrad;
    public int IsLeaf;
    public int IsContiguous;
}
