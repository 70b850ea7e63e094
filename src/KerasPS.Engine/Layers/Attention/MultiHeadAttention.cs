using KerasPS.Configuration;
using KerasPS.Regularizers;

namespace KerasPS.Layers;

/// <summary>
/// Attention with several heads (Vaswani et al. 2017): query, value and key are projected for each head, each head attends on its own
/// (softmax of the dot products over the root of the key size), and the outputs of all heads are projected to the output. Inputs are the
/// query <c>(queries, features)</c>, the value <c>(steps, features)</c>, optionally the key <c>(steps, features)</c>, without which the value
/// is the key too, and optionally an attention mask <c>(queries, steps)</c>: 0 or false where a query must not attend. Output
/// <c>(queries, features of the query)</c>.
/// </summary>
/// <remarks>
/// The masks of query, value and key, the attention mask, the causal mask and the window all must allow a query to attend to a step.
/// The output of a query that may attend to none is zeros where weights are dropped or returned, and else the mean of all, as in Keras.
/// </remarks>
/// <param name="numHeads">The number of heads.</param>
/// <param name="keyDim">The number of features of each head's query and key.</param>
/// <param name="valueDim">The number of features of each head's value; that of the key by default.</param>
/// <param name="dropout">The fraction of the attention weights to drop in training.</param>
/// <param name="useBias">Whether the projections have biases.</param>
/// <param name="partialOutputShape">
/// Keras's <c>output_shape</c>: the sizes that the output has instead of the query's features; the number of these by default.
/// </param>
/// <param name="attentionAxes">The sequence axes over which heads attend, the batch axis counted as 0; all by default.</param>
/// <param name="slidingWindow">How near keys must be to a query: nearer than that many steps, before or after; no limit by default.</param>
/// <param name="seed">The seed of the dropout's own stream of random numbers; null (the default) takes them from the training's.</param>
public sealed class MultiHeadAttention(
    int numHeads,
    int keyDim,
    int? valueDim = null,
    double dropout = 0.0,
    bool useBias = true,
    long[]? partialOutputShape = null,
    long[]? attentionAxes = null,
    int? slidingWindow = null,
    int? seed = null)
    : ProjectedAttention(
        Require.Fraction(dropout, nameof(MultiHeadAttention), nameof(dropout)),
        useBias,
        slidingWindow is { } steps ? Require.Positive(steps, nameof(MultiHeadAttention), nameof(slidingWindow)) : null,
        seed)
{
    /// <summary>The number of heads.</summary>
    public int NumHeads { get; } = Require.Positive(numHeads, nameof(MultiHeadAttention), nameof(numHeads));

    /// <summary>The number of features of each head's query and key.</summary>
    public int KeyDim { get; } = Require.Positive(keyDim, nameof(MultiHeadAttention), nameof(keyDim));

    /// <summary>The number of features of each head's value; null for that of the key.</summary>
    public int? ValueDim { get; } = valueDim is { } size ? Require.Positive(size, nameof(MultiHeadAttention), nameof(valueDim)) : null;

    /// <summary>The sizes that the output has instead of the query's features; null for the number of these.</summary>
    [KerasName("output_shape")]
    public long[]? PartialOutputShape { get; } = partialOutputShape is null ? null
        : Array.ConvertAll(partialOutputShape, wanted => Require.Positive(wanted, nameof(MultiHeadAttention), "outputShape"));

    /// <summary>The sequence axes over which heads attend, the batch axis counted as 0; null for all.</summary>
    public long[]? AttentionAxes { get; } = attentionAxes;

    /// <summary>Keras's <c>activity_regularizer</c>: a penalty on the outputs of the projections; none by default.</summary>
    [KerasArgument(After = nameof(BiasRegularizer))]
    [KerasName("activity_regularizer")]
    public Regularizer? ProjectionActivityRegularizer { get; set => field = BeforeBuild(value); }

    /// <summary>In Keras these projections are properties too, which come first.</summary>
    internal override IEnumerable<(string Attribute, Layer Layer)> Attributes =>
        base.Attributes.Select(part => part.Attribute == "_gate_dense" ? part : (part.Attribute[1..], part.Layer));

    private protected override Regularizer? ProjectionPenalty => ProjectionActivityRegularizer;

    internal override int Heads => NumHeads;

    internal override int KeyHeads => NumHeads;

    internal override int KeySize => KeyDim;

    internal override int ValueSize => ValueDim ?? KeyDim;

    internal override AttentionAxes AxesOf(IReadOnlyList<long> queryShape)
    {
        int last = queryShape.Count - 1;
        int[] axes = AttentionAxes is null ? Enumerable.Range(1, last).ToArray() : SampleAxes.Resolve(this, AttentionAxes, queryShape);
        return axes.Length > 0 && axes[^1] <= last
            ? new AttentionAxes(queryShape.Count + 2, axes)
            : throw WrongShape(queryShape, $"with its attention axes {string.Join(", ", AttentionAxes ?? [])} between the batch axis and the features");
    }

    private protected override long[] OutputOf(long[][] inputShapes) => [.. inputShapes[0][..^1], .. PartialOutputShape ?? [inputShapes[0][^1]]];
}
