using KerasPS.Activations;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary><c>x</c> above 0, else <c>alpha · (exp(x) - 1)</c> (Clevert et al. 2015). The output has the input's shape.</summary>
/// <param name="alpha">The limit for large negative values, without its sign.</param>
public sealed class ELU(double alpha = 1.0) : Layer
{
    /// <summary>The limit for large negative values, without its sign.</summary>
    public double Alpha { get; } = alpha;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) => inputShape;

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => new Elu(Alpha).Call(input);
}
