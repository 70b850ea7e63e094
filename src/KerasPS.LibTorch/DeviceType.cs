namespace TorchSharp;

/// <summary>The kinds of device that libtorch knows and KerasPS uses.</summary>
public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
    MPS = 13,
    META = 14,
}
