using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Numerics;

/// <summary>Compares devices, which torch's own objects do by reference.</summary>
internal static class DeviceExtensions
{
    /// <summary>Whether two devices are the same one.</summary>
    public static bool Is(this Device device, Device other) => device.type == other.type && (device.type == DeviceType.CPU || device.index == other.index);
}
