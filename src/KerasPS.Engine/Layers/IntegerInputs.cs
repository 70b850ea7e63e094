using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The check of inputs that are indices.</summary>
internal static class IntegerInputs
{
    /// <summary>
    /// Refuses numbers outside of those from 0 to below the count. Only where the numbers are at hand: on another device than the processor, the look
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
        throw new KerasException("ValueOutOfRange", $"{layer.Subject} takes whole numbers from 0 to {count - 1}, but gets {(least < 0 ? least : most)}.", layer);
    }
}
