using KerasPS.Numerics;
using KerasPS.Text;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of layers that map their inputs to integers and return these, or vectors with a position for each integer.</summary>
public abstract class CategoricalLayer : Layer
{
    internal override bool CastsInputs => false;

    /// <summary>What the layer outputs for the numbers.</summary>
    private protected abstract LookupOutputMode Mode { get; }

    /// <summary>The length of a vector.</summary>
    /// <exception cref="KerasException">It is not known yet.</exception>
    private protected abstract int Depth { get; }

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) => Mode switch
    {
        LookupOutputMode.Int => inputShape,
        LookupOutputMode.OneHot when inputShape is not [.., 1] => [.. inputShape, Depth],
        _ => inputShape.Length > 0 ? [.. inputShape[..^1], Depth] : throw WrongShape(inputShape, "(..., length)"),
    };

    /// <summary>
    /// The output for integers. Those without a position in the vector are left out. Numbers stay single precision in any dtype: half
    /// precision could not hold those above 256.
    /// </summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="input">The layer's input.</param>
    /// <param name="weights">The weight of each number, or null for 1.</param>
    private protected Tensor Encode(Tensor numbers, Tensor input, Tensor? weights = null)
    {
        ScalarType exact = ExactFormat(input);
        if (Mode == LookupOutputMode.Int)
            return numbers.to_type(exact);
        long[] shape = numbers.shape;
        long[] samples = Mode == LookupOutputMode.OneHot && shape is not [_, .., 1] ? shape : shape[..^1];
        long length = Mode == LookupOutputMode.OneHot ? 1 : shape[^1];
        Tensor rows = numbers.reshape(-1, length);
        Tensor places = rows.masked_fill(rows.lt(0).logical_or(rows.ge(Depth)), Depth);
        Tensor counted = weights is null ? ones(rows.shape, exact, input.device) : KerasMath.As(weights, exact).reshape(rows.shape);
        Tensor counts = zeros([rows.size(0), Depth + 1], exact, input.device).scatter_add_(1, places, counted).narrow(1, 0, Depth);
        Tensor vectors = Mode == LookupOutputMode.MultiHot ? counts.clamp(max: 1) : counts;
        return ToComputeDtype(vectors.reshape([.. samples, Depth]), input);
    }

    /// <summary>The dtype that holds the integers of an input exactly.</summary>
    private protected static ScalarType ExactFormat(Tensor input) => input.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
}
