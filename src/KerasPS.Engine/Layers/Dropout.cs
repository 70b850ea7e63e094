using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// In training, sets a random fraction of the inputs to 0 and scales the others by <c>1 / (1 - rate)</c> (Srivastava et al.
/// 2014); otherwise the identity. The output has the input's shape.
/// </summary>
/// <param name="rate">The fraction to drop, from 0 to 1.</param>
public sealed class Dropout(double rate) : Layer
{
    /// <summary>The fraction to drop.</summary>
    public double Rate { get; } = Require.Fraction(rate, nameof(Dropout), nameof(rate));

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) => inputShape;

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        if (!context.Training || Rate == 0)
            return input;
        if (Rate == 1)
            return input * 0.0;
        Tensor mask = empty(input.shape, input.dtype, input.device).bernoulli_(1 - Rate, context.Generator);
        return input * mask.div_(1 - Rate);
    }
}
