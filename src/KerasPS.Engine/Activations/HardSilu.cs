using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x · (x / 6 + 1/2 within 0 and 1), also known as hard swish (Howard et al. 2019).</summary>
[KerasName("hard_swish")]
public sealed class HardSilu : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.hardswish(x);
}
