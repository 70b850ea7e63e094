using KerasPS.Layers;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>A model made of a graph of layers, from its inputs to its outputs; layers may be shared and branches may join.</summary>
/// <param name="inputs">Where samples come in; see <see cref="KerasTensor.Input"/>.</param>
/// <param name="outputs">The outputs.</param>
/// <param name="name">The model's name.</param>
/// <exception cref="KerasException">An output needs an input that is not given, or layers have the same name.</exception>
public sealed class Functional(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor> outputs, string? name = null) : Model(name)
{
    // Before the base's constructor, which gives the layers their paths.
    private readonly LayerGraph graph = GraphOfNamedLayers(inputs, outputs, name ?? "functional");

    /// <summary>The inputs.</summary>
    public IReadOnlyList<KerasTensor> Inputs => graph.Inputs;

    /// <summary>The outputs.</summary>
    public IReadOnlyList<KerasTensor> Outputs => graph.Outputs;

    /// <summary>The output of a layer within this model, e.g. as the output of a model that ends there.</summary>
    /// <param name="name">The layer's name, in any case.</param>
    /// <exception cref="KerasException"><c>UnknownName</c>: there is no such layer; <c>InvalidValue</c>: it is called several times, or has several output tensors.</exception>
    public KerasTensor OutputOf(string name) => graph.CallsOf(GetLayer(name)) is [{ Outputs: [var only] }]
        ? only
        : throw new KerasException("InvalidValue", $"The layer '{name}' has several output tensors in the model '{Name}', so that none of them is the layer's output.", name);

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers => graph.Layers;

    /// <inheritdoc/>
    public override IReadOnlyList<long>? InputShape => Inputs[0].Shape;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => Inputs.Select(input => input.Layer.Name!).ToArray();

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames { get; } = NamesOf(outputs);

    internal LayerGraph Graph => graph;

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<long>> KnownInputShapes => Inputs.Select(input => input.Shape).ToArray();

    /// <inheritdoc/>
    public override long[][] ComputeOutputShapes(long[][] inputShapes)
    {
        RequireInputs(inputShapes);
        return graph.Walk(inputShapes, (layer, shapes) => layer.ComputeOutputShapes(shapes));
    }

    internal override MaskedTensor[] Run(MaskedTensor[] inputs, CallContext context) =>
        graph.Walk(inputs, (layer, values) => layer.Run(values, context));

    private protected override void BuildLayers(long[][] inputShapes, Generator? generator)
    {
        RequireInputs(inputShapes);
        foreach (KerasTensor input in Inputs.Where(input => !input.Layer.IsBuilt))
            input.Layer.Build(input.Shape.ToArray(), generator);
        graph.Walk(inputShapes, (layer, shapes) =>
        {
            layer.Build(shapes, generator);
            return layer.ComputeOutputShapes(shapes);
        });
    }

    private static LayerGraph GraphOfNamedLayers(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor> outputs, string model)
    {
        LayerGraph graph = new(inputs, outputs, model);
        List<Layer> named = graph.Layers.Where(layer => layer.Name is not null).ToList();
        foreach (Layer layer in graph.Layers)
        {
            LayerNames.Claim(layer, named.Where(other => other != layer), model);
            named.Add(layer);
        }

        return graph;
    }

    private static string[] NamesOf(IReadOnlyList<KerasTensor> outputs)
    {
        HashSet<string> names = [];
        foreach (KerasTensor output in outputs)
            names.Add(LayerNames.Unique(output.Layer.Name!, names));
        return names.ToArray();
    }

    private void RequireInputs(long[][] shapes)
    {
        if (shapes.Length == Inputs.Count && shapes.Zip(Inputs).All(pair => Shape.Fits(pair.Second.Shape, pair.First)))
            return;
        throw new KerasException("ShapeMismatch", $"The model '{Name}' expects samples of shape {Shape.Format(KnownInputShapes)}, but received {Shape.Format(shapes)}.", this);
    }
}
