using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>The devices that can be named.</summary>
public static class DeviceName
{
    /// <summary>The names that can be used on this machine, <c>cpu</c> first.</summary>
    public static IReadOnlyList<string> Available =>
        TorchDevice.All.Select(device => device.Name).ToArray();

    /// <summary>What <c>auto</c> stands for.</summary>
    internal static string Default => cuda.is_available() ? "cuda:0" : "cpu";

    internal static Device Resolve(string name)
    {
        if (name.Equals("auto", StringComparison.OrdinalIgnoreCase))
            name = Default;
        if (name.Equals("cuda", StringComparison.OrdinalIgnoreCase))
            name = "cuda:0";
        string[] known = [.. Available];
        if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new KerasException("DeviceNotFound", $"There is no device '{name}' on this machine. {NearestName.Hint(name, [.. known, "auto"])}", name);
        Device found = device(name.ToLowerInvariant());
        if (found.type == DeviceType.CUDA)
            TensorCores.Use();
        return found;
    }
}
