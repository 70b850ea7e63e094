using KerasPS.Activations;
using KerasPS.Layers;
using static TorchSharp.torch;

namespace KerasPS.Saving.PyTorchLayout;

/// <summary>
/// In which order PyTorch has the features that layers receive. Its images have their channels first, so that flattening one gives the features of a channel one after the
/// other, where Keras has the channels of a pixel; the weights of what comes after have that order.
/// </summary>
/// <remarks>The order is carried through the graph of layers, from where images come in or are made to the layers whose weights depend on it.</remarks>
internal sealed class FlattenOrders
{
    private readonly Dictionary<Layer, long[]?> found = [];
    private readonly List<string> refused = [];

    public FlattenOrders(Model model)
    {
        Features[] inputs = model.InputShapes.Select(shape => new Features(shape.ToArray(), shape.Count is 3 or 4 ? State.ChannelsFirst : State.Same)).ToArray();
        Call(model, inputs);
        if (refused.Count > 0)
        {
            throw new KerasException(
                "NotSupported",
                $"The model '{model.Name}' has no weights in PyTorch's layout, because PyTorch has channels first: {string.Join("; ", refused)}. Use Keras's layout (-Layout Keras).",
                refused);
        }
    }

    /// <summary>How the values of a tensor are arranged in PyTorch.</summary>
    private enum State
    {
        /// <summary>As in Keras.</summary>
        Same,

        /// <summary>With the channels before the other axes.</summary>
        ChannelsFirst,

        /// <summary>One or the other.</summary>
        Unclear,
    }

    /// <summary>For each feature in PyTorch's order its index in Keras's; null where they are the same.</summary>
    public long[]? Of(Layer layer) => found.GetValueOrDefault(layer);

    /// <summary>Values by features, the first axis, in PyTorch's order.</summary>
    public static Tensor ToPyTorch(Tensor values, long[]? order) => order is null ? values : values.index_select(0, tensor(order, [order.Length], device: values.device));

    /// <summary>The way back.</summary>
    public static Tensor ToKeras(Tensor values, long[]? order)
    {
        if (order is null)
            return values;
        long[] places = new long[order.Length];
        for (int i = 0; i < order.Length; i++)
            places[order[i]] = i;
        return values.index_select(0, tensor(places, [places.Length], device: values.device));
    }

    private Features[] Call(Layer layer, Features[] inputs) => layer switch
    {
        InputLayer => inputs,
        Functional model => model.Graph.Walk(inputs, Call),
        Sequential model => model.Layers.Aggregate(inputs, (values, inner) => Call(inner, values)),
        SpectralNormalization outer => Call(outer.Layer, inputs),
        TimeDistributed outer => [PropagateEachStep(outer, inputs[0])],
        _ => Propagate(layer, inputs),
    };

    private Features[] Propagate(Layer layer, Features[] inputs)
    {
        long[][] shapes = layer.ComputeOutputShapes(Array.ConvertAll(inputs, input => input.Shape));
        Features input = inputs[0];
        bool flattens = layer is Flatten || (layer is Reshape && shapes[0].Length == 1);
        if (flattens && input.State != State.Same)
            return [Flattened(layer, input, shapes[0])];
        if (layer is Reshape or Permute or RepeatVector && IsRearranged(input, shapes[0]))
            return [Refuse(layer, "reorders the values of images, which PyTorch has in another order", shapes[0])];
        if (HasWeightsByPixel(layer, input))
            return [Refuse(layer, "has weights for each pixel of an image", shapes[0])];
        if (HasWeightsByFeature(layer))
            Remember(layer, input.Order);
        if (layer is Concatenate && inputs.Any(one => one.Order is not null))
            return [Joined(inputs, shapes[0])];
        if (inputs.FirstOrDefault(one => one.Order is not null) is { } ordered && layer is not Dense)
        {
            return [KeepsOrder(layer, inputs)
                ? ordered with { Shape = shapes[0] }
                : Refuse(layer, "receives the values of a flattened image, which PyTorch has in another order", shapes[0])];
        }

        State state = StateAfter(layer, inputs);
        return Array.ConvertAll(shapes, shape => new Features(shape, shape.Length > 1 ? state : State.Same));
    }

    /// <summary>How PyTorch has the outputs of a layer: modules for images have channels first, others last, and what stands between them is the reader's choice.</summary>
    private static State StateAfter(Layer layer, Features[] inputs)
    {
        if (layer is ConvolutionLayer or TransposedConvolutionLayer or DepthwiseConvolutionLayer or PoolingLayer or SpatialLayer)
            return State.ChannelsFirst;
        if (layer is RecurrentLayer or Bidirectional or Embedding || inputs.All(input => input.State == State.Same))
            return State.Same;
        bool isAlone = layer is BatchNormalization or GroupNormalization or PReLU or Merge || IsElementwise(layer);
        return isAlone && inputs.All(input => input.State == inputs[0].State) ? inputs[0].State : State.Unclear;
    }

    /// <summary>Time steps are samples of the layer within, images where they have three axes or more.</summary>
    private Features PropagateEachStep(TimeDistributed layer, Features input)
    {
        long[] step = input.Shape[1..];
        Features output = Call(layer.Layer, [new Features(step, step.Length >= 3 ? State.ChannelsFirst : input.State)])[0];
        long[] shape = [input.Shape[0], .. output.Shape];
        if (output.Order is not null)
            return Refuse(layer, "receives the values of flattened images, which PyTorch has in another order", shape);
        return new Features(shape, output.Shape.Length == 1 && output.State == State.Same ? State.Same : State.Unclear);
    }

    private Features Flattened(Layer layer, Features input, long[] shape)
    {
        long channels = input.Shape[^1];
        long cells = Shape.Size(input.Shape[..^1]);
        if (channels == 1 || cells == 1)
            return new Features(shape, State.Same);
        if (input.State == State.Unclear)
            return Refuse(layer, "flattens values that PyTorch may have with channels first or last", shape);
        return channels < 0 || cells < 0
            ? Refuse(layer, "flattens images of unknown size", shape)
            : new Features(shape, State.Same, Enumerable.Range(0, (int)(channels * cells)).Select(i => (i % cells * channels) + (i / cells)).ToArray());
    }

    private static Features Joined(Features[] inputs, long[] shape)
    {
        List<long> order = [];
        foreach (Features input in inputs)
        {
            long before = order.Count;
            order.AddRange((input.Order ?? Enumerable.Range(0, (int)input.Shape[^1]).Select(i => (long)i)).Select(place => before + place));
        }

        return new Features(shape, State.Same, order.ToArray());
    }

    /// <summary>Whether a layer changes the order of axes or values in a way that depends on where the channels are.</summary>
    private static bool IsRearranged(Features input, long[] shape)
    {
        if (input.Order is not null)
            return true;
        if (input.State != State.Same && input.Shape.Length > 1)
            return input.Shape[^1] != 1 && Shape.Size(input.Shape[..^1]) != 1;
        return shape.Length > 2 && shape[^1] != 1;
    }

    /// <summary>Whether a layer treats each value alone.</summary>
    private static bool IsElementwise(Layer layer) =>
        layer is Activation { activation: not (Activations.Softmax or LogSoftmax or Glu or Sparsemax) } or NoiseLayer or ReLU or LeakyReLU or ELU or Identity or ActivityRegularization or ElementwiseMerge
        || layer is Rescaling { Scale.Length: 1, Offset.Length: 1 };

    /// <summary>Whether features stay in their order, which all inputs have.</summary>
    private static bool KeepsOrder(Layer layer, Features[] inputs) =>
        (HasWeightsByFeature(layer) || IsElementwise(layer)) && inputs.All(input => (input.Order ?? []).SequenceEqual(inputs[0].Order ?? []));

    private static bool HasWeightsByFeature(Layer layer) => layer is Dense or BatchNormalization or LayerNormalization or RMSNormalization;

    private static bool HasWeightsByPixel(Layer layer, Features input) =>
        input.State != State.Same
        && layer is LayerNormalization or RMSNormalization or PReLU or Normalization
        && layer.Variables.Any(variable => variable.Shape.Count(size => size > 1) > 1);

    private void Remember(Layer layer, long[]? order)
    {
        if (!found.TryAdd(layer, order) && !(found[layer] ?? []).SequenceEqual(order ?? []))
            Refuse(layer, "is called several times, with features that PyTorch has in different orders", []);
    }

    private Features Refuse(Layer layer, string why, long[] shape)
    {
        string problem = $"'{layer.Name}' ({layer.ClassName}) {why}";
        if (!refused.Contains(problem))
            refused.Add(problem);
        return new Features(shape, State.Same);
    }

    /// <param name="Shape">The shape of a sample in Keras.</param>
    /// <param name="State">How PyTorch has its axes.</param>
    /// <param name="Order">Of a flattened image: for each feature in PyTorch's order its index in Keras's.</param>
    private sealed record Features(long[] Shape, State State, long[]? Order = null);
}
