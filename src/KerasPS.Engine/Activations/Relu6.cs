using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x within 0 and 6 (Krizhevsky 2010).</summary>
public sealed class Relu6 : ActivationFunction
{
    internal override (double Low, double High) Range => (0, 6);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.relu6(x);
}
