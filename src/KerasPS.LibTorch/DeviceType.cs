namespace TorchSharp;

/// <summary>The device types of libtorch that KerasPS uses.</summary>
public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
    MPS = 13,
    META = 14,
}
