using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x above a threshold, else another value.</summary>
/// <param name="threshold">What x must be above to stay.</param>
/// <param name="defaultValue">What every other x becomes.</param>
public sealed class Threshold(double threshold, double defaultValue) : ActivationFunction
{
    /// <summary>What x must be above to stay; in lower case because C# forbids a property the name of its class.</summary>
    public double threshold { get; } = threshold;

    /// <summary>What every other x becomes.</summary>
    public double DefaultValue { get; } = defaultValue;

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.threshold(x, threshold, DefaultValue);
}
