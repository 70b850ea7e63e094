using KerasPS.Configuration;
using KerasPS.Layers;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>A model whose layers follow one another.</summary>
public sealed class Sequential : Model
{
    private readonly List<Layer> layers = [];
    private IReadOnlyList<long>? inputShape;

    /// <summary>Creates a model.</summary>
    /// <param name="layers">The first layers; more can be added.</param>
    /// <param name="inputShape">The shape of one sample; null takes it from a first InputLayer or from the training data.</param>
    /// <param name="name">The model's name.</param>
    public Sequential(IEnumerable<Layer>? layers = null, IReadOnlyList<long>? inputShape = null, string name = "sequential")
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

    /// <summary>Adds a layer at the end.</summary>
    /// <param name="layer">The layer; it gets a name where it has none.</param>
    /// <exception cref="KerasException">The layer cannot take the output of the one before, or its name is taken.</exception>
    public void Add(Layer layer)
    {
        if (layer is InputLayer input && layers.Count == 0)
            inputShape ??= input.Shape;
        layer.Name ??= UniqueName(layer);
        if (layers.Any(other => ReferenceEquals(other, layer) || other.Name == layer.Name))
        {
            throw new KerasException(
                "DuplicateName",
                KerasErrorKind.InvalidArgument,
                $"The model '{Name}' already has a layer '{layer.Name}'; names must be unique.",
                layer);
        }

        if (inputShape is not null)
            layers.Append(layer).Aggregate(inputShape.ToArray(), (shape, next) => next.ComputeOutputShape(shape));
        layers.Add(layer);
    }

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) =>
        layers.Aggregate(input, (x, layer) => layer.Call(x, context));

    private protected override void BuildLayers(long[] inputShape, Generator generator)
    {
        if (layers.Count == 0)
        {
            throw new KerasException(
                "NotBuilt",
                KerasErrorKind.InvalidOperation,
                $"The model '{Name}' has no layers; add some with its Add method.");
        }

        long[] shape = inputShape;
        foreach (Layer layer in layers)
        {
            layer.Build(shape, generator);
            shape = layer.OutputShape!.ToArray();
        }

        this.inputShape = inputShape;
    }

    private string UniqueName(Layer layer)
    {
        string name = KerasNaming.ToSnakeCase(layer.ClassName);
        string unique = name;
        for (int i = 1; layers.Any(other => other.Name == unique); i++)
            unique = $"{name}_{i}";
        return unique;
    }
}
