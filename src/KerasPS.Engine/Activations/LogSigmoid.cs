using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>ln(1 / (1 + exp(-x))).</summary>
public sealed class LogSigmoid : ActivationFunction
{
    internal override (double Low, double High) Range => (double.NegativeInfinity, 0);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.logsigmoid(x);
}
