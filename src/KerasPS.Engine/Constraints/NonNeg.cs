using static TorchSharp.torch;

namespace KerasPS.Constraints;

/// <summary>Negative values become 0.</summary>
public sealed class NonNeg : Constraint
{
    /// <inheritdoc/>
    public override Tensor Apply(Tensor w) => w.clamp_min(0);
}
