using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The softmax along some axes, which makes values positive with sum 1: <c>exp(x) / Σ exp(x)</c>. The output has the input's shape. A mask leaves values
/// out, which become 0; where all are left out, all are 0.
/// </summary>
/// <remarks>
/// The mask is a second input, true (or above 0.5) for the values that count, or else the mask that comes with the input. Its shape is the
/// input's, but that sizes may be 1 and initial axes may lack.
/// </remarks>
/// <param name="axis">The axes, the batch axis counted as 0; -1, the last, by default.</param>
public sealed class Softmax(long[]? axis = null) : MultipleInputLayer
{
    /// <summary>The axes, the batch axis counted as 0.</summary>
    public long[] Axis { get; } = axis ?? [-1];

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[][] ComputeOutputShapes(long[][] inputShapes)
    {
        if (inputShapes.Length is not (1 or 2))
            throw WrongCount(inputShapes.Length, "one input, or an input and a mask");
        SampleAxes.Resolve(this, Axis, inputShapes[0], least: 0);
        return [inputShapes[0]];
    }

    /// <inheritdoc/>
    public override Tensor[] Call(Tensor[] inputs, CallContext context)
    {
        Tensor input = inputs[0];
        Tensor? mask = inputs.Length == 1 ? context.Mask : inputs[1].dtype == ScalarType.Bool ? inputs[1] : inputs[1].gt(0.5);
        if (mask is not null && !Fits(mask.shape, input.shape))
            throw WrongShape(input.shape[1..], $"that its mask of shape {Shape.Format(mask.shape)}, batch axis included, can be broadcast to");
        return [Over(input, SampleAxes.Resolve(this, Axis, input.shape[1..], least: 0), mask)];
    }

    /// <inheritdoc/>
    public override Tensor?[] ComputeMasks(Tensor[] inputs, Tensor?[] masks, int outputs) => [masks[0]];

    /// <summary>The softmax along the axes.</summary>
    /// <param name="x">The values.</param>
    /// <param name="axes">The axes, ascending from 0.</param>
    /// <param name="mask">Booleans that go with the values: false leaves them out; null for none.</param>
    /// <param name="evenIfEmpty">Whether, where all are left out, all are alike and sum to 1 as elsewhere, instead of being 0.</param>
    internal static Tensor Over(Tensor x, int[] axes, Tensor? mask, bool evenIfEmpty = false)
    {
        Tensor? leftOut = mask?.logical_not();
        if (leftOut is not null)
            x = x.masked_fill(leftOut, x.dtype == ScalarType.Float16 ? -3e4 : -1e9);
        Tensor result = axes.Length == 1 ? x.softmax(axes[0]) : OverAll(x, axes);
        return leftOut is null || evenIfEmpty ? result : result.masked_fill(leftOut, 0);
    }

    private static Tensor OverAll(Tensor x, int[] axes)
    {
        long[] all = Array.ConvertAll(axes, axis => (long)axis);
        long[] spread = x.shape.Select((size, i) => axes.Contains(i) ? 1 : size).ToArray();
        Tensor powers = (x - x.detach().amax(all).reshape(spread)).exp();
        return powers / powers.sum(all, keepdim: true);
    }

    private static bool Fits(long[] mask, long[] input) =>
        mask.Length <= input.Length && mask.Zip(input[^mask.Length..]).All(pair => pair.First == 1 || pair.First == pair.Second);
}
