using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>(x + 1) / 2 within 0 and 1 (Blondel et al. 2019).</summary>
public sealed class SparseSigmoid : ActivationFunction
{
    internal override (double Low, double High) Range => (0, 1);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => (TorchSharpWorkarounds.HardTanh(x) + 1) * 0.5;
}
