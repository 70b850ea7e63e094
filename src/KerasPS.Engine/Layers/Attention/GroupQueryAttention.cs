using KerasPS.Configuration;
using KerasPS.Regularizers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Attention with several heads, of which groups share a projection of key and value (Ainslie et al. 2023); otherwise as
/// MultiHeadAttention. Inputs are the query <c>(queries, features)</c>, the value <c>(steps, features)</c>, optionally the key
/// <c>(steps, features)</c>, without which the value is the key too, and optionally an attention mask <c>(queries, steps)</c>: 0 or false
/// where a query must not attend. Output <c>(queries, features)</c>.
/// </summary>
/// <remarks>
/// The masks of query, value and key, the attention mask, the causal mask and the window all must allow a query to attend to a step.
/// The output of a query that may attend to none is zeros where weights are dropped or returned, and else the mean of all, as in Keras.
/// </remarks>
/// <param name="headDim">The number of features of each head.</param>
/// <param name="numQueryHeads">The number of heads of the query.</param>
/// <param name="numKeyValueHeads">The number of heads of key and value, which divides that of the query; 1 is multi-query attention.</param>
/// <param name="dropout">The fraction of the attention weights to drop in training.</param>
/// <param name="useBias">Whether the projections have biases.</param>
/// <param name="slidingWindow">How near keys must be to a query: nearer than that many steps, before or after; no limit by default.</param>
/// <param name="seed">The seed of the dropout's own stream of random numbers; null (the default) takes them from the training's.</param>
[KerasName("GroupedQueryAttention")]
public sealed class GroupQueryAttention(
    int headDim,
    int numQueryHeads,
    int numKeyValueHeads,
    double dropout = 0.0,
    bool useBias = true,
    int? slidingWindow = null,
    int? seed = null)
    : ProjectedAttention(
        Require.Fraction(dropout, nameof(GroupQueryAttention), nameof(dropout)),
        useBias,
        slidingWindow is { } steps ? Require.Positive(steps, nameof(GroupQueryAttention), nameof(slidingWindow)) : null,
        seed)
{
    /// <summary>The number of features of each head.</summary>
    public int HeadDim { get; } = Require.Positive(headDim, nameof(GroupQueryAttention), nameof(headDim));

    /// <summary>The number of heads of the query.</summary>
    public int NumQueryHeads { get; } = Require.Positive(numQueryHeads, nameof(GroupQueryAttention), nameof(numQueryHeads));

    /// <summary>The number of heads of key and value.</summary>
    public int NumKeyValueHeads { get; } = Require.Positive(numKeyValueHeads, nameof(GroupQueryAttention), nameof(numKeyValueHeads)) is var heads
        && numQueryHeads % heads == 0
            ? numKeyValueHeads
            : throw KerasException.InvalidValue(
                nameof(GroupQueryAttention), $"num_query_heads must be divisible by num_key_value_heads, but {numQueryHeads} is not divisible by {numKeyValueHeads}.", numKeyValueHeads);

    /// <summary>A penalty on the outputs, of the layer and of its projections; none by default.</summary>
    [KerasArgument(After = nameof(BiasRegularizer))]
    public Regularizer? ActivityRegularizer { get; set => field = BeforeBuild(value); }

    // Keras has the class under another name than the one that it is used by, and names layers by the former.
    internal override string DefaultName => "grouped_query_attention";

    private protected override Regularizer? OutputPenalty => ActivityRegularizer;

    private protected override Regularizer? ProjectionPenalty => ActivityRegularizer;

    internal override int Heads => NumQueryHeads;

    internal override int KeyHeads => NumKeyValueHeads;

    internal override int KeySize => HeadDim;

    internal override int ValueSize => HeadDim;

    internal override AttentionAxes AxesOf(IReadOnlyList<long> queryShape) =>
        queryShape.Count == 2 ? new AttentionAxes(4, [1]) : throw WrongShape(queryShape, "(queries, features)");

    private protected override long[] OutputOf(long[][] inputShapes) => inputShapes[0][^1] == inputShapes[1][^1]
        ? inputShapes[0]
        : throw ShapesDiffer(inputShapes, "whose query and value have the same number of features");

    private protected override Tensor ForEachHead(Tensor projected)
    {
        long[] sizes = projected.shape;
        return projected
            .unsqueeze(3)
            .expand(sizes[0], sizes[1], NumKeyValueHeads, NumQueryHeads / NumKeyValueHeads, HeadDim)
            .reshape(sizes[0], sizes[1], NumQueryHeads, HeadDim);
    }
}
