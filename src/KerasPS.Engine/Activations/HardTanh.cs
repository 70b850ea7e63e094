using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x within -1 and 1.</summary>
public sealed class HardTanh : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.hardtanh(x);
}
