namespace KerasPS.Layers;

/// <summary>A symbolic tensor in a graph of layers: an input of a model, or the output of a layer. It has a shape but no values.</summary>
public sealed class KerasTensor
{
    internal KerasTensor(LayerCall producer, int index, IReadOnlyList<long> shape)
    {
        Producer = producer;
        Index = index;
        Shape = shape;
    }

    /// <summary>The shape of one sample; -1 where a size is not known.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The layer that outputs it.</summary>
    public Layer Layer => Producer.Layer;

    internal LayerCall Producer { get; }

    /// <summary>Which of the outputs of its call it is, from 0.</summary>
    internal int Index { get; }

    /// <summary>The input of a model.</summary>
    /// <param name="shape">The shape of one sample, e.g. <c>28, 28, 1</c>; -1 for a size that may vary.</param>
    /// <param name="name">The input's name; given by the model where it is null.</param>
    public static KerasTensor Input(IReadOnlyList<long> shape, string? name = null) =>
        new LayerCall(new InputLayer(shape.ToArray()) { Name = name }, []).Outputs[0];

    /// <inheritdoc/>
    public override string ToString() => $"{Layer.Name ?? Layer.ClassName} {KerasPS.Shape.Format([-1, .. Shape])}";
}
