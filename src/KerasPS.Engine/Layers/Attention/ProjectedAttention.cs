using System.Diagnostics.CodeAnalysis;
using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The base of attention with several heads: query, value and key are projected for each head, each head attends on its own, and what
/// all heads give is projected to the output. The layers within are EinsumDense layers named <c>query</c>, <c>key</c>, <c>gate</c>,
/// <c>value</c> and <c>attention_output</c>.
/// </summary>
/// <param name="dropout">The fraction of the attention weights to drop in training.</param>
/// <param name="useBias">Whether the projections have biases.</param>
/// <param name="slidingWindow">How near keys must be to a query: nearer than that many steps; null for no limit.</param>
/// <param name="seed">The seed of the dropout's own stream of random numbers; null for the training's.</param>
public abstract class ProjectedAttention(double dropout, bool useBias, int? slidingWindow, int? seed) : AttentionLayer(dropout, seed)
{
    private EinsumDense query = null!;
    private EinsumDense key = null!;
    private EinsumDense? gate;
    private EinsumDense value = null!;
    private EinsumDense output = null!;

    /// <summary>Whether the projections have biases.</summary>
    public bool UseBias { get; } = useBias;

    /// <summary>How near keys must be to a query: nearer than that many steps; null for no limit.</summary>
    public int? SlidingWindow { get; } = slidingWindow;

    /// <summary>Initial values of the projections' kernels; <c>glorot_uniform</c> by default.</summary>
    [KerasArgument(After = nameof(SlidingWindow))]
    [AllowNull]
    public Initializer KernelInitializer { get => field ??= new GlorotUniform(); set => field = BeforeBuild(value); }

    /// <summary>Initial values of the projections' biases; <c>zeros</c> by default.</summary>
    [KerasArgument(After = nameof(KernelInitializer))]
    [AllowNull]
    public Initializer BiasInitializer { get => field ??= new Zeros(); set => field = BeforeBuild(value); }

    /// <summary>A penalty on the projections' kernels; none by default.</summary>
    [KerasArgument(After = nameof(BiasInitializer))]
    public Regularizer? KernelRegularizer { get; set => field = BeforeBuild(value); }

    /// <summary>A penalty on the projections' biases; none by default.</summary>
    [KerasArgument(After = nameof(KernelRegularizer))]
    public Regularizer? BiasRegularizer { get; set => field = BeforeBuild(value); }

    /// <summary>What the projections' kernels are constrained to after each step; none by default.</summary>
    [KerasArgument(After = nameof(BiasRegularizer))]
    public Constraint? KernelConstraint { get; set => field = BeforeBuild(value); }

    /// <summary>What the projections' biases are constrained to after each step; none by default.</summary>
    [KerasArgument(After = nameof(KernelConstraint))]
    public Constraint? BiasConstraint { get; set => field = BeforeBuild(value); }

    /// <summary>Whether a sigmoid of another projection of the query multiplies the outputs of the heads.</summary>
    [KerasArgument(After = nameof(BiasConstraint))]
    public bool UseGate { get; set => field = BeforeBuild(value); }

    /// <inheritdoc/>
    internal override IEnumerable<(string Attribute, Layer Layer)> Attributes =>
        Sublayers.Select(layer => ($"_{layer.Name!.Replace("attention_", "", StringComparison.Ordinal)}_dense", layer));

    /// <summary>A penalty on the outputs of the projections, or null.</summary>
    private protected abstract Regularizer? ProjectionPenalty { get; }

    /// <inheritdoc/>
    public sealed override long[][] ComputeOutputShapes(long[][] inputShapes)
    {
        if (inputShapes.Length is < 2 or > 4)
            throw WrongCount(inputShapes.Length, "query, value and optionally key and attention mask");
        (long[] queryShape, long[] valueShape, long[] keyShape) = Parts(inputShapes);
        if (queryShape.Length < 2 || valueShape.Length != queryShape.Length || keyShape.Length != queryShape.Length)
            throw ShapesDiffer(inputShapes, "(queries, features), (steps, features) and optionally (steps, features)");
        if (!Shape.Fits(valueShape[..^1], keyShape[..^1]) && !Shape.Fits(keyShape[..^1], valueShape[..^1]))
            throw ShapesDiffer(inputShapes, "whose value and key have the same sizes but for the last");
        AttentionAxes axes = AxesOf(queryShape);
        if (axes.Attended.Length > 1 && (UseCausalMask || SlidingWindow is not null))
            throw new KerasException("InvalidValue", $"{Subject} attends over {axes.Attended.Length} axes, so there is no order for use_causal_mask or sliding_window.", this);
        if (axes.Others.Any(axis => axis > 0 && !Shape.Fits([queryShape[axis - 1]], [valueShape[axis - 1]])))
            throw ShapesDiffer(inputShapes, "with the same sizes where there is no attention");
        long[] scoresShape = axes.ScoresShape(queryShape, valueShape, Heads);
        if (inputShapes.Length == 4 && !axes.IsMask(inputShapes[3], scoresShape))
            throw WrongShape(inputShapes[3], $"{Shape.Format(scoresShape)}, or without the heads, as attention mask");
        return ReturnAttentionScores ? [OutputOf(inputShapes), scoresShape] : [OutputOf(inputShapes)];
    }

    /// <summary>Whether libtorch's operation for attention is used where it can be; the results are the same. By default it is on GPUs.</summary>
    internal bool? UsesOperation { get; set; }

    /// <inheritdoc/>
    public sealed override Tensor[] Call(Tensor[] inputs, CallContext context)
    {
        (Tensor queryInput, Tensor valueInput, Tensor keyInput) = Parts(inputs);
        AttentionAxes axes = AxesOf(queryInput.shape[1..]);
        Tensor queries = Project(query, queryInput, context);
        Tensor keys = ForEachHead(Project(key, keyInput, context));
        Tensor values = ForEachHead(Project(value, valueInput, context));
        // Keras takes a fused kernel in these cases, in which a query without any key attends to all evenly.
        bool isFused = Dropout == 0 && !ReturnAttentionScores && queries.ndim == 4;
        Tensor? weights = null;
        Tensor found;
        if (isFused && HasOperation(inputs, context, queries, keys))
        {
            found = HeadsFirst(nn.functional.scaled_dot_product_attention(HeadsFirst(queries), HeadsFirst(keys), HeadsFirst(values), is_casual: UseCausalMask));
        }
        else
        {
            Tensor scores = einsum(axes.ScoresEquation, keys, queries * (1 / Math.Sqrt(KeySize)));
            weights = Softmax.Over(scores, axes.KeyAxesOfScores, Allowed(inputs, context, axes), evenIfEmpty: isFused);
            found = einsum(axes.CombineEquation, Drop(weights, context), values);
        }

        if (gate is not null)
            found *= Project(gate, queryInput, context);
        Tensor result = Project(output, found, context);
        return ReturnAttentionScores ? [result, weights!] : [result];
    }

    /// <inheritdoc/>
    protected sealed override void CreateVariables(long[][] inputShapes)
    {
        (long[] queryShape, long[] valueShape, long[] keyShape) = Parts(inputShapes);
        query = AddProjection("query", queryShape, 1, [Heads, KeySize]);
        key = AddProjection("key", keyShape, 1, [KeyHeads, KeySize]);
        gate = UseGate ? AddProjection("gate", queryShape, 1, [Heads, ValueSize], "sigmoid") : null;
        value = AddProjection("value", valueShape, 1, [KeyHeads, ValueSize]);
        output = AddProjection("attention_output", [.. queryShape[..^1], Heads, ValueSize], 2, OutputOf(inputShapes)[(queryShape.Length - 1)..]);
    }

    /// <summary>The number of heads of the query.</summary>
    internal abstract int Heads { get; }

    /// <summary>The number of heads of key and value.</summary>
    internal abstract int KeyHeads { get; }

    /// <summary>The number of features of each head's query and key.</summary>
    internal abstract int KeySize { get; }

    /// <summary>The number of features of each head's value.</summary>
    internal abstract int ValueSize { get; }

    /// <summary>The axes of attention for queries of a shape.</summary>
    internal abstract AttentionAxes AxesOf(IReadOnlyList<long> queryShape);

    /// <summary>The shape of an output sample.</summary>
    private protected abstract long[] OutputOf(long[][] inputShapes);

    /// <summary>Projected keys or values with as many heads as the query.</summary>
    private protected virtual Tensor ForEachHead(Tensor projected) => projected;

    /// <summary>Whether libtorch's operation does just what is asked: nothing is left out, or with as many keys as queries only what is later.</summary>
    private bool HasOperation(Tensor[] inputs, CallContext context, Tensor queries, Tensor keys) =>
        (UsesOperation ?? queries.device_type != DeviceType.CPU)
        && inputs.Length < 4 && context.Masks.All(mask => mask is null)
        && SlidingWindow is null && (!UseCausalMask || queries.size(1) == keys.size(1));

    /// <summary>Exchanges the axes of time and of heads.</summary>
    private static Tensor HeadsFirst(Tensor x) => x.transpose(1, 2);

    private static Tensor Project(EinsumDense layer, Tensor input, CallContext context) => layer.Run([new MaskedTensor(input)], context)[0].Value;

    /// <summary>Query, value and key; the value is the key where none is given.</summary>
    private static (T Query, T Value, T Key) Parts<T>(T[] inputs) => (inputs[0], inputs[1], inputs[inputs.Length > 2 ? 2 : 1]);

    /// <summary>Which keys each query may attend to, with the axes of the scores; null for all.</summary>
    private Tensor? Allowed(Tensor[] inputs, CallContext context, AttentionAxes axes)
    {
        Tensor?[] given = context.Masks.Take(3).ToArray();
        if (given.Any(mask => mask is not null) && (axes.Attended.Length > 1 || inputs[0].ndim > 3))
            throw WrongShape(inputs[0].shape[1..], "(queries, features), because there are masks");
        Tensor? allowed = given.ElementAtOrDefault(0)?.unsqueeze(-1);
        allowed = Mask.And(allowed, given.ElementAtOrDefault(1)?.unsqueeze(-2));
        allowed = Mask.And(allowed, given.ElementAtOrDefault(2)?.unsqueeze(-2));
        if (UseCausalMask || SlidingWindow is not null)
        {
            (long queries, long keys) = (inputs[0].size(axes.Attended[0]), inputs[1].size(axes.Attended[0]));
            if (UseCausalMask)
                allowed = Mask.And(allowed, Mask.Causal(queries, keys, inputs[0].device));
            if (SlidingWindow is { } steps)
                allowed = Mask.And(allowed, Mask.Window(queries, keys, steps, inputs[0].device));
        }

        Tensor? explicitMask = inputs.Length < 4 ? null : inputs[3].dtype == ScalarType.Bool ? inputs[3] : inputs[3].ne(0);
        return Mask.And(WithAxesOfScores(allowed, axes), WithAxesOfScores(explicitMask, axes));
    }

    private static Tensor? WithAxesOfScores(Tensor? mask, AttentionAxes axes)
    {
        // What lacks are the first axes, of samples and of heads: the heads' where the mask has the samples'.
        while (mask is not null && mask.ndim > 2 * axes.Attended.Length && mask.ndim < axes.ScoresRank)
            mask = mask.unsqueeze((-2 * axes.Attended.Length) - 1);
        return mask;
    }

    private EinsumDense AddProjection(string name, long[] inputShape, int summed, long[] made, string? activation = null)
    {
        string letters = string.Concat(Enumerable.Range(0, inputShape.Length + 1 + made.Length).Select(i => (char)('a' + i)));
        int kept = inputShape.Length + 1 - summed;
        string equation = $"{letters[..(kept + summed)]},{letters[kept..]}->{letters[..kept]}{letters[(kept + summed)..]}";
        EinsumDense layer = new(
            equation,
            [.. Enumerable.Repeat<long?>(null, kept - 1), .. made],
            activation is null ? null : (Activations.ActivationFunction)activation,
            UseBias ? letters[(kept + summed)..] : null)
        {
            KernelInitializer = KernelInitializer,
            BiasInitializer = BiasInitializer,
            KernelRegularizer = KernelRegularizer,
            BiasRegularizer = BiasRegularizer,
            ActivityRegularizer = ProjectionPenalty,
            KernelConstraint = KernelConstraint,
            BiasConstraint = BiasConstraint,
            Name = name,
        };
        return AddSublayer(layer, inputShape);
    }
}
