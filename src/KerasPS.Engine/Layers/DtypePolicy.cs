using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using KerasPS.Configuration;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Keras's dtype policies: the dtype that layers compute in, and that of their variables.</summary>
public sealed class DtypePolicy
{
    private static readonly DtypePolicy[] Known =
    [
        new("float32", ScalarType.Float32, ScalarType.Float32),
        new("float16", ScalarType.Float16, ScalarType.Float16),
        new("bfloat16", ScalarType.BFloat16, ScalarType.BFloat16),
        new("mixed_float16", ScalarType.Float16, ScalarType.Float32),
        new("mixed_bfloat16", ScalarType.BFloat16, ScalarType.Float32),
    ];

    private static readonly ConcurrentDictionary<(ScalarType, DeviceType), bool> Supported = new();

    private DtypePolicy(string name, ScalarType compute, ScalarType variable)
    {
        Name = name;
        Compute = compute;
        Variable = variable;
    }

    /// <summary>The names of all policies.</summary>
    public static IReadOnlyList<string> Names => Known.Select(policy => policy.Name).ToArray();

    /// <summary>Keras's name, e.g. <c>mixed_bfloat16</c>.</summary>
    public string Name { get; }

    /// <summary>The dtype that layers compute in (Keras's compute_dtype).</summary>
    public ScalarType Compute { get; }

    /// <summary>The dtype of variables (Keras's variable_dtype).</summary>
    public ScalarType Variable { get; }

    /// <summary>Whether small gradients vanish unless the loss is scaled.</summary>
    internal bool NeedsLossScale => Compute == ScalarType.Float16 && Variable == ScalarType.Float32;

    /// <summary>The policy of that name.</summary>
    /// <param name="name">A name such as <c>mixed_bfloat16</c>; its case is ignored.</param>
    /// <exception cref="KerasException">There is none.</exception>
    public static DtypePolicy Of(string name) =>
        Known.FirstOrDefault(policy => KerasNaming.Fold(policy.Name) == KerasNaming.Fold(name)) ?? throw new KerasException(
            "UnknownName", $"There is no dtype policy '{name}'. {NearestName.Hint(name, Names)}", name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Refuses a device on which this libtorch cannot multiply matrices in the dtype: half precision on many CPUs.</summary>
    /// <param name="device">The device of the training.</param>
    /// <exception cref="KerasException">The device cannot.</exception>
    internal void RequireSupport(Device device)
    {
        if (Compute == ScalarType.Float32 || Supported.GetOrAdd((Compute, device.type), _ => CanMultiply(device)))
            return;
        throw new KerasException(
            "PolicyNotSupported",
            $"The dtype policy '{Name}' computes in {KerasNaming.Fold(Compute.ToString())}, which this libtorch cannot do on the device '{device}'. {Advice}",
            Name);
    }

    private string Advice => Compute == ScalarType.Float16
        ? $"Give -Policy {Name.Replace("float16", "bfloat16", StringComparison.Ordinal)}, which has the range of float32, or train on a GPU."
        : "Leave -Policy out for float32.";

    private bool CanMultiply(Device device)
    {
        try
        {
            using Tensor one = ones([1, 1], Compute, device);
            using Tensor product = one.mm(one);
            return true;
        }
        catch (ExternalException)
        {
            return false;
        }
    }

    /// <summary>A floating-point tensor cast to another dtype; any other tensor as it is.</summary>
    internal static Tensor Cast(Tensor tensor, ScalarType? type) =>
        type is { } wanted && tensor.dtype != wanted && tensor.is_floating_point() ? tensor.to_type(wanted) : tensor;
}
