using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The check of inputs that are indices.</summary>
internal static class IntegerInputs
{
    /// <summary>
    /// Refuses integers outside of those from 0 to below the count. Only on the CPU: on another device the look
    /// would make the host wait.
    /// </summary>
    public static void RequireBelow(long count, Tensor numbers, Layer layer)
    {
        if (numbers.device_type != DeviceType.CPU)
            return;
        using DisposeScope scope = NewDisposeScope();
        long least = numbers.amin().item<long>();
        long most = numbers.amax().item<long>();
        if (least >= 0 && most < count)
            return;
        throw new KerasException("ValueOutOfRange", $"{layer.Subject} expects integers from 0 to {count - 1}, but received {(least < 0 ? least : most)}.", layer);
    }
}
