using KerasPS.Initializers;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Dot-product attention (Luong et al. 2015): the output of each query is the mean of the values, weighted by the softmax of its dot products with
/// their keys. Inputs are the query <c>(queries, dim)</c>, the value <c>(steps, value dim)</c> and optionally the key <c>(steps, dim)</c>;
/// without it the value is the key too. Output <c>(queries, value dim)</c>.
/// </summary>
/// <remarks>Steps that the value's mask calls padding have the weight 0; outputs are 0 where the query's mask says padding.</remarks>
/// <param name="useScale">Whether a learned scalar scales the scores.</param>
/// <param name="scoreMode">
/// <c>dot</c> for the dot product of query and key, <c>concat</c> for a learned scalar times the sum of <c>tanh(query + key)</c>.
/// </param>
/// <param name="dropout">The fraction of the weights to drop in training.</param>
/// <param name="seed">The seed of the dropout's own stream of random numbers; null (the default) takes them from the training's.</param>
public sealed class Attention(
    bool useScale = false,
    AttentionScoreMode scoreMode = AttentionScoreMode.Dot,
    double dropout = 0.0,
    int? seed = null)
    : SequenceAttention(Require.Fraction(dropout, nameof(Attention), nameof(dropout)), seed)
{
    private Variable? scale;
    private Variable? weight;

    /// <summary>Whether a learned scalar scales the scores.</summary>
    public bool UseScale { get; } = useScale;

    /// <summary>How a query is compared with a key.</summary>
    public AttentionScoreMode ScoreMode { get; } = scoreMode;

    /// <inheritdoc/>
    protected override Tensor Scores(Tensor query, Tensor key)
    {
        if (ScoreMode == AttentionScoreMode.Dot)
        {
            Tensor products = TorchSharpWorkarounds.MatMul(query, key.transpose(-2, -1));
            return scale is null ? products : products * scale.ComputeValue;
        }

        Tensor sums = query.unsqueeze(-2) + key.unsqueeze(-3);
        return (scale is null ? sums : sums * scale.ComputeValue).tanh().sum(-1) * weight!.ComputeValue;
    }

    /// <inheritdoc/>
    protected override void CreateVariables(long[][] inputShapes)
    {
        scale = UseScale ? AddVariable("scale", [], new Ones()) : null;
        weight = ScoreMode == AttentionScoreMode.Concat ? AddVariable("concat_score_weight", [], new Ones()) : null;
    }
}
