using System.Diagnostics.CodeAnalysis;
using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Turns integers into trained vectors: the integer <c>i</c> becomes row <c>i</c> of the embeddings. Input <c>(...)</c>, e.g.
/// <c>(time)</c>, of integers from 0 to inputDim - 1; output <c>(..., outputDim)</c>.
/// </summary>
/// <remarks>The embeddings are <c>(inputDim, outputDim)</c>.</remarks>
/// <param name="inputDim">The size of the vocabulary: the largest integer plus 1.</param>
/// <param name="outputDim">The size of an embedding vector.</param>
/// <param name="maskZero">Whether 0 is padding, which layers that support masking skip.</param>
public sealed class Embedding(int inputDim, int outputDim, bool maskZero = false) : Layer
{
    private Variable embeddings = null!;

    /// <summary>The size of the vocabulary.</summary>
    public int InputDim { get; } = Require.Positive(inputDim, nameof(Embedding), nameof(inputDim));

    /// <summary>The size of an embedding vector.</summary>
    public int OutputDim { get; } = Require.Positive(outputDim, nameof(Embedding), nameof(outputDim));

    /// <summary>Initial values of the embeddings; <c>uniform</c> within ±0.05 by default.</summary>
    [KerasArgument(After = nameof(OutputDim))]
    [AllowNull]
    public Initializer EmbeddingsInitializer { get => field ??= new RandomUniform(); set => field = BeforeBuild(value); }

    /// <summary>A penalty on the embeddings; none by default.</summary>
    [KerasArgument(After = nameof(EmbeddingsInitializer))]
    public Regularizer? EmbeddingsRegularizer { get; set => field = BeforeBuild(value); }

    /// <summary>What the embeddings are constrained to after each step; none by default.</summary>
    [KerasArgument(After = nameof(EmbeddingsRegularizer))]
    public Constraint? EmbeddingsConstraint { get; set => field = BeforeBuild(value); }

    /// <summary>Whether 0 is padding.</summary>
    public bool MaskZero { get; } = maskZero;

    /// <inheritdoc/>
    public override bool SupportsMasking => MaskZero;

    /// <inheritdoc/>
    internal override bool CastsInputs => false;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) => [.. inputShape, OutputDim];

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        Tensor rows = input.to_type(ScalarType.Int64);
        IntegerInputs.RequireBelow(InputDim, rows, this);
        return embeddings.ComputeValue.index_select(0, rows.reshape(-1)).reshape([.. input.shape, OutputDim]);
    }

    /// <inheritdoc/>
    public override Tensor?[] ComputeMasks(Tensor[] inputs, Tensor?[] masks, int outputs) => [MaskZero ? inputs[0].ne(0) : null];

    /// <inheritdoc/>
    protected override void CreateVariables(long[] inputShape) => embeddings = AddVariable(
        "embeddings", [InputDim, OutputDim], EmbeddingsInitializer, regularizer: EmbeddingsRegularizer, constraint: EmbeddingsConstraint);

    /// <inheritdoc/>
    protected override bool AcceptsShape(IReadOnlyList<long> built, IReadOnlyList<long> given) => true;
}
