using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of attention layers: what they have in common however they compare queries with keys.</summary>
/// <param name="dropout">The fraction of the attention weights to drop in training.</param>
/// <param name="seed">The seed of the dropout's own stream of random numbers; null for the training's.</param>
public abstract class AttentionLayer(double dropout, int? seed) : MultipleInputLayer
{
    private readonly Dropout dropLayer = new(dropout, seed: seed);

    /// <summary>The fraction of the attention weights to drop in training.</summary>
    public double Dropout { get; } = dropout;

    /// <summary>The seed of the dropout's own stream of random numbers, or null.</summary>
    public int? Seed { get; } = seed;

    /// <summary>
    /// Whether the attention weights are a second output: <c>(queries, steps)</c>, with several heads <c>(heads, queries, steps)</c>. In Keras an
    /// argument of the call.
    /// </summary>
    [KerasArgument, KerasCallArgument]
    public bool ReturnAttentionScores { get; set => field = BeforeBuild(value); }

    /// <summary>Whether a causal mask is used: a query attends to no later steps than its own. In Keras an argument of the call.</summary>
    [KerasArgument, KerasCallArgument]
    public bool UseCausalMask { get; set => field = BeforeBuild(value); }

    /// <inheritdoc/>
    public sealed override bool SupportsMasking => true;

    /// <inheritdoc/>
    public sealed override Tensor?[] ComputeMasks(Tensor[] inputs, Tensor?[] masks, int outputs) => [masks[0], .. new Tensor?[outputs - 1]];

    internal override IReadOnlyList<Layer> LayersWithoutVariables => [dropLayer];

    /// <summary>The attention weights, some of them dropped in training.</summary>
    private protected Tensor Drop(Tensor weights, CallContext context) => dropLayer.Call(weights, context);
}
