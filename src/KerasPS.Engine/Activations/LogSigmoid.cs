using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>ln(1 / (1 + exp(-x))).</summary>
public sealed class LogSigmoid : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.logsigmoid(x);
}
