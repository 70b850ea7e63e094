using static TorchSharp.torch;

namespace KerasPS;

/// <summary>A device that models can be trained on. As a string it is its name, so that it can be given wherever a name can.</summary>
public sealed class TorchDevice
{
    private TorchDevice(string type, int? index)
    {
        Type = type;
        Index = index;
    }

    /// <summary>What the device is called, e.g. <c>cpu</c> or <c>cuda:0</c>.</summary>
    public string Name => Index is null ? Type : $"{Type}:{Index}";

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public string Type { get; }

    /// <summary>Which of the devices of that type it is, from 0; null for the CPU.</summary>
    public int? Index { get; }

    /// <summary>The cores that computations can be spread over; null for a GPU.</summary>
    public int? Threads => Type == "cpu" ? Environment.ProcessorCount : null;

    /// <summary>The bytes of memory that this process may use; null for a GPU, whose memory libtorch's API does not report.</summary>
    public long? Memory => Type == "cpu" ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes : null;

    /// <summary>Whether <c>auto</c>, the default of all cmdlets that run models, takes this device.</summary>
    public bool IsDefault => Name == DeviceName.Default;

    /// <summary>The devices of this machine, the CPU first.</summary>
    public static IReadOnlyList<TorchDevice> All =>
        [new("cpu", null), .. Enumerable.Range(0, cuda.is_available() ? cuda.device_count() : 0).Select(index => new TorchDevice("cuda", index))];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
