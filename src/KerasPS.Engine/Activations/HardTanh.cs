using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x within -1 and 1.</summary>
public sealed class HardTanh : ActivationFunction
{
    internal override (double Low, double High) Range => (-1, 1);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => TorchSharpWorkarounds.HardTanh(x);
}
