using KerasPS.Initializers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Additive attention (Bahdanau et al. 2015): the output of each query is the mean of the values, weighted by the softmax of its scores with their
/// keys, <c>Σ scale · tanh(query + key)</c>. Inputs are the query <c>(queries, dim)</c>, the value <c>(steps, value dim)</c> and optionally
/// the key <c>(steps, dim)</c>; without it the value is the key too. Output <c>(queries, value dim)</c>.
/// </summary>
/// <remarks>Steps that the value's mask calls padding have the weight 0; outputs are 0 where the query's mask says padding.</remarks>
/// <param name="useScale">Whether a learned vector, one value per feature, scales the terms of the scores.</param>
/// <param name="dropout">The fraction of the weights to drop in training.</param>
/// <param name="seed">The seed of the dropout's own stream of random numbers; null (the default) takes them from the training's.</param>
public sealed class AdditiveAttention(
    bool useScale = true,
    double dropout = 0.0,
    int? seed = null)
    : SequenceAttention(Require.Fraction(dropout, nameof(AdditiveAttention), nameof(dropout)), seed)
{
    private Variable? scale;

    /// <summary>Whether a learned vector, one value per feature, scales the terms of the scores.</summary>
    public bool UseScale { get; } = useScale;

    /// <inheritdoc/>
    protected override Tensor Scores(Tensor query, Tensor key)
    {
        Tensor terms = (query.unsqueeze(-2) + key.unsqueeze(-3)).tanh();
        return (scale is null ? terms : terms * scale.ComputeValue).sum(-1);
    }

    /// <inheritdoc/>
    protected override void CreateVariables(long[][] inputShapes) =>
        scale = UseScale ? AddVariable("scale", [inputShapes[0][^1]], new GlorotUniform()) : null;
}
