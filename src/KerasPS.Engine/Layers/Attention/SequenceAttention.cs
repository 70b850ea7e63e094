using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The base of attention between two sequences: the output of each query is the mean of the values, weighted by the softmax of its scores with their
/// keys. Inputs are the query <c>(queries, dim)</c>, the value <c>(steps, value dim)</c> and optionally the key <c>(steps, dim)</c>; without
/// it the value is the key too. Output <c>(queries, value dim)</c>.
/// </summary>
/// <param name="dropout">The fraction of the weights to drop in training.</param>
/// <param name="seed">The seed of the dropout's own stream of random numbers; null for the training's.</param>
public abstract class SequenceAttention(double dropout, int? seed) : AttentionLayer(dropout, seed)
{
    /// <inheritdoc/>
    public sealed override long[][] ComputeOutputShapes(long[][] inputShapes)
    {
        if (inputShapes.Length is not (2 or 3))
            throw WrongCount(inputShapes.Length, "query, value and optionally key");
        long[] query = inputShapes[0];
        long[] value = inputShapes[1];
        long[] key = inputShapes[^1];
        if (inputShapes.Any(shape => shape.Length < 2 || shape.Length != query.Length))
            throw ShapesDiffer(inputShapes, "(queries, dim), (steps, value dim) and optionally (steps, dim)");
        if (!Agree(query[^1], key[^1]))
            throw ShapesDiffer(inputShapes, "whose query and key have the same number of features");
        if (!Agree(value[^2], key[^2]))
            throw ShapesDiffer(inputShapes, "whose value and key have the same number of steps");
        long[] output = [.. query[..^1], value[^1]];
        return ReturnAttentionScores ? [output, [.. query[..^1], key[^2]]] : [output];
    }

    /// <inheritdoc/>
    public sealed override Tensor[] Call(Tensor[] inputs, CallContext context)
    {
        Tensor scores = Scores(inputs[0], inputs[^1]);
        if (AllowedKeys(scores, context.Masks.ElementAtOrDefault(1)) is { } allowed)
            scores = where(allowed, scores, scores - (scores.dtype == ScalarType.Float16 ? 65504.0 : 1e9));
        Tensor weights = Drop(scores.softmax(-1), context);
        Tensor output = TorchSharpWorkarounds.MatMul(weights, inputs[1]);
        if (context.Mask is { } queryMask)
            output = output.masked_fill(queryMask.logical_not().unsqueeze(-1), 0);
        return ReturnAttentionScores ? [output, weights] : [output];
    }

    /// <summary>How well each key goes with each query, <c>(batch, queries, steps)</c>.</summary>
    /// <param name="query">The query, <c>(batch, queries, dim)</c>.</param>
    /// <param name="key">The key, <c>(batch, steps, dim)</c>.</param>
    protected abstract Tensor Scores(Tensor query, Tensor key);

    private static bool Agree(long left, long right) => left == right || left < 0 || right < 0;

    private Tensor? AllowedKeys(Tensor scores, Tensor? valueMask) =>
        Mask.And(valueMask?.unsqueeze(-2), UseCausalMask ? Mask.Causal(scores.size(-2), scores.size(-1), scores.device) : null);
}
