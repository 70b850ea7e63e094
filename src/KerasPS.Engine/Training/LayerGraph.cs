using KerasPS.Layers;

namespace KerasPS;

/// <summary>The calls of layers between some inputs and outputs, and the order of a functional model's layers, which is Keras's.</summary>
internal sealed class LayerGraph
{
    private readonly List<LayerCall> calls = [];
    private readonly Dictionary<KerasTensor, int> slots = [];

    /// <summary>Finds all calls that the outputs need.</summary>
    /// <exception cref="KerasException">One of them is an input that is not among the inputs.</exception>
    public LayerGraph(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor> outputs, string model)
    {
        if (inputs.Count == 0 || outputs.Count == 0)
            throw Invalid($"The model '{model}' needs at least one input and one output.");
        if (inputs.FirstOrDefault(input => input.Layer is not InputLayer) is { } inner)
            throw Invalid($"The model '{model}' begins at {inner}, which is the output of a layer; begin it at an input of its own (New-ModelInput).");
        if (inputs.Distinct().Count() < inputs.Count)
            throw Invalid($"The model '{model}' has the same input twice.");
        Inputs = inputs;
        Outputs = outputs;
        foreach (KerasTensor input in inputs)
            slots.Add(input, slots.Count);
        Dictionary<Layer, int> found = [];
        foreach (KerasTensor output in outputs)
            Visit(output, found, model);
        Layers = Order(found);
    }

    public IReadOnlyList<KerasTensor> Inputs { get; }

    public IReadOnlyList<KerasTensor> Outputs { get; }

    /// <summary>The layers: those furthest from the outputs first; at equal distance in the order in which the outputs lead to them.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>All calls of layers, each after those whose outputs it takes.</summary>
    public IReadOnlyList<LayerCall> Calls => calls;

    /// <summary>The calls of a layer within this graph, in the order in which they were found: what Keras counts as its nodes.</summary>
    public IReadOnlyList<LayerCall> CallsOf(Layer layer) =>
        layer is InputLayer
            ? Inputs.Where(input => input.Layer == layer).Select(input => input.Producer).ToArray()
            : calls.Where(call => call.Layer == layer).ToArray();

    /// <summary>Carries something from the inputs through all calls to the outputs.</summary>
    /// <typeparam name="T">What is carried, e.g. shapes.</typeparam>
    /// <param name="inputs">One for each input.</param>
    /// <param name="through">Computes a layer's outputs from its inputs.</param>
    public T[] Walk<T>(IReadOnlyList<T> inputs, Func<Layer, T[], T[]> through)
    {
        T[] values = new T[slots.Count];
        for (int i = 0; i < inputs.Count; i++)
            values[slots[Inputs[i]]] = inputs[i];
        foreach (LayerCall call in calls)
        {
            T[] outputs = through(call.Layer, call.Inputs.Select(input => values[slots[input]]).ToArray());
            for (int i = 0; i < outputs.Length; i++)
                values[slots[call.Outputs[i]]] = outputs[i];
        }

        return Outputs.Select(output => values[slots[output]]).ToArray();
    }

    /// <summary>Follows a tensor back to the inputs, without recursion: graphs may be longer than the stack is deep.</summary>
    private void Visit(KerasTensor end, Dictionary<Layer, int> found, string model)
    {
        Stack<(LayerCall Call, int Next)> path = [];
        Enter(end);
        while (path.TryPop(out (LayerCall Call, int Next) at))
        {
            if (at.Next < at.Call.Inputs.Count)
            {
                path.Push((at.Call, at.Next + 1));
                Enter(at.Call.Inputs[at.Next]);
                continue;
            }

            foreach (KerasTensor output in at.Call.Outputs)
                slots.Add(output, slots.Count);
            calls.Add(at.Call);
        }

        void Enter(KerasTensor tensor)
        {
            found.TryAdd(tensor.Layer, found.Count);
            if (slots.ContainsKey(tensor))
                return;
            if (tensor.Producer.Inputs.Count == 0)
                throw Invalid($"The model '{model}' needs the input {tensor} too, which is not among its inputs.");
            path.Push((tensor.Producer, 0));
        }
    }

    private Layer[] Order(Dictionary<Layer, int> found)
    {
        Dictionary<LayerCall, int> depths = [];
        Dictionary<Layer, int> layerDepths = found.Keys.ToDictionary(layer => layer, _ => 0);
        foreach (LayerCall call in calls.AsEnumerable().Reverse().Concat(Inputs.Select(input => input.Producer)))
        {
            int depth = Math.Max(depths.GetValueOrDefault(call), layerDepths.GetValueOrDefault(call.Layer));
            layerDepths[call.Layer] = depth;
            foreach (KerasTensor input in call.Inputs)
                depths[input.Producer] = Math.Max(depths.GetValueOrDefault(input.Producer), depth + 1);
        }

        return layerDepths.Keys
            .OrderByDescending(layer => layerDepths[layer])
            .ThenBy(layer => found.GetValueOrDefault(layer, -1))
            .ToArray();
    }

    private static KerasException Invalid(string problem) => new("InvalidGraph", problem);
}
