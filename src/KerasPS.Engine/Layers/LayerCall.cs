namespace KerasPS.Layers;

/// <summary>One call of a layer in a graph (Keras's Node): its input and output tensors.</summary>
internal sealed class LayerCall
{
    public LayerCall(Layer layer, IReadOnlyList<KerasTensor> inputs)
    {
        Layer = layer;
        Inputs = inputs;
        long[][] shapes = inputs.Count == 0
            ? [((InputLayer)layer).Shape]
            : layer.ComputeOutputShapes(inputs.Select(input => input.Shape.ToArray()).ToArray());
        Outputs = shapes.Select((shape, i) => new KerasTensor(this, i, shape)).ToArray();
    }

    public Layer Layer { get; }

    /// <summary>Empty for the input of a model.</summary>
    public IReadOnlyList<KerasTensor> Inputs { get; }

    public IReadOnlyList<KerasTensor> Outputs { get; }
}
