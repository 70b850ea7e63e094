using KerasPS.Layers;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>A model whose layers follow one another.</summary>
public sealed class Sequential : Model
{
    private readonly List<Layer> layers = [];
    private IReadOnlyList<long>? inputShape;
    private long[][]? shapesAtEnd;
    private bool hasShapeOfData;

    /// <summary>Creates a model.</summary>
    /// <param name="layers">The first layers; more can be added.</param>
    /// <param name="inputShape">The shape of one sample; null takes it from a first layer that knows it, or from the training data.</param>
    /// <param name="name">The model's name.</param>
    public Sequential(IEnumerable<Layer>? layers = null, IReadOnlyList<long>? inputShape = null, string? name = null)
        : base(name)
    {
        this.inputShape = inputShape;
        foreach (Layer layer in layers ?? [])
            Add(layer);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers => layers;

    /// <inheritdoc/>
    public override IReadOnlyList<long>? InputShape => inputShape;

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => layers.Count == 0 ? [] : [layers[^1].Name!];

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<long>>? KnownInputShapes => inputShape is null ? null : [inputShape];

    /// <summary>Adds a layer at the end.</summary>
    /// <param name="layer">The layer; it gets a name where it has none.</param>
    /// <exception cref="KerasException">The layer cannot take the output of the one before, or its name is taken.</exception>
    public void Add(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        RequireIdle("get another layer");
        if (layers.Count == 0)
            inputShape ??= layer is InputLayer input ? input.Shape : (layer as Model)?.InputShape;
        LayerNames.Claim(layer, layers, Name);
        if (inputShape is not null)
            shapesAtEnd = ShapesThrough([layer], shapesAtEnd ?? ShapesThrough(layers, [inputShape.ToArray()]));
        layers.Add(layer);
        UpdatePaths();
    }

    /// <inheritdoc/>
    public override long[][] ComputeOutputShapes(long[][] inputShapes) => ShapesThrough(layers, inputShapes);

    internal override MaskedTensor[] Run(MaskedTensor[] inputs, CallContext context)
    {
        foreach (Layer layer in layers)
            inputs = layer.Run(inputs, context);
        return inputs;
    }

    internal override void Unbuild(IReadOnlySet<Layer> kept)
    {
        base.Unbuild(kept);
        if (hasShapeOfData && !kept.Contains(this))
            (inputShape, shapesAtEnd, hasShapeOfData) = (null, null, false);
    }

    private protected override void BuildLayers(long[][] inputShapes, Generator? generator)
    {
        if (layers.Count == 0)
            throw new KerasException("NotBuilt", $"The model '{Name}' has no layers; add some with its Add method.");
        long[][] shapes = inputShapes;
        foreach (Layer layer in layers)
        {
            layer.Build(shapes, generator);
            shapes = layer.ComputeOutputShapes(shapes);
        }

        hasShapeOfData |= inputShape is null;
        inputShape ??= inputShapes[0];
    }

    private long[][] ShapesThrough(IEnumerable<Layer> path, long[][] shapes)
    {
        foreach (Layer layer in path)
        {
            shapes = layer.ComputeOutputShapes(shapes);
            if (shapes.Length == 1)
                continue;
            throw new KerasException(
                "ShapeMismatch",
                $"The layer '{layer.Name}' ({layer.ClassName}) has {shapes.Length} outputs, but layers that follow one another have one each; make a functional model.",
                layer) { Kind = KerasErrorKind.InvalidOperation };
        }

        return shapes;
    }
}
