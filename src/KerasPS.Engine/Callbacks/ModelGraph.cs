using KerasPS.Activations;
using KerasPS.EventFiles;
using KerasPS.Layers;

namespace KerasPS;

/// <summary>
/// The operations of a training step as a graph: inputs, variables, what each call of a layer computes with them, losses, and the optimizer that changes
/// the variables.
/// </summary>
/// <remarks>
/// A layer with a bias and an activation is up to three operations, every other layer one; of models within models and shared layers each call stands for
/// itself, with the same variables.
/// </remarks>
internal sealed class ModelGraph
{
    private readonly List<GraphNode> nodes = [];
    private readonly HashSet<string> names = [];
    private readonly Dictionary<Variable, string> variables = [];

    private ModelGraph()
    {
    }

    private readonly record struct Result(string Name, long[] Shape);

    /// <summary>The graph of a built model.</summary>
    public static IReadOnlyList<GraphNode> Of(Model model)
    {
        ModelGraph graph = new();
        Result[] inputs = model.InputShapes.Select((shape, i) =>
            graph.AddOne(model.InputNames.ElementAtOrDefault(i) ?? "input", "Placeholder", [], WithBatch(shape))).ToArray();
        Result[] outputs = graph.Call(model, model.Name!, inputs);
        if (model.Compilation is { } compilation)
            graph.AddTraining(model, compilation, outputs);
        return graph.nodes;
    }

    private static long[] WithBatch(IEnumerable<long> shape) => [-1, .. shape];

    private Result[] Call(Layer layer, string scope, Result[] inputs) => layer switch
    {
        InputLayer => inputs,
        Functional model => model.Graph.Walk(inputs, (inner, values) => Call(inner, $"{scope}/{inner.Name}", values)),
        Sequential model => model.Layers.Aggregate(inputs, (values, inner) => Call(inner, $"{scope}/{inner.Name}", values)),
        _ => Compute(layer, scope, inputs),
    };

    private Result[] Compute(Layer layer, string scope, Result[] inputs)
    {
        (string Name, Variable Variable)[] own = layer.PathsWithin().Select(part => (part.Path, part.Variable)).ToArray();
        bool hasBias = layer is BiasLayer { UseBias: true };
        string[] taken = inputs.Select(input => input.Name)
            .Concat(own.Where(part => !hasBias || part.Name != "bias").Select(part => NameOf(part.Variable, $"{scope}/{part.Name}")))
            .ToArray();
        long[][] shapes = layer.ComputeOutputShapes(inputs.Select(input => input.Shape[1..]).ToArray()).Select(shape => WithBatch(shape)).ToArray();
        Result[] results = Add($"{scope}/{OperationOf(layer)}", OperationOf(layer), taken, shapes);
        if (hasBias)
            results = [AddOne($"{scope}/BiasAdd", "BiasAdd", [results[0].Name, NameOf(own.Single(part => part.Name == "bias").Variable, $"{scope}/bias")], shapes[0])];
        if (layer is BiasLayer { Activation: not Linear and var activation })
            results = [AddOne($"{scope}/{activation.ClassName}", activation.ClassName, [results[0].Name], shapes[0])];
        return results;
    }

    private void AddTraining(Model model, ModelCompilation compilation, Result[] outputs)
    {
        List<string> losses = [];
        foreach ((OutputCompilation output, Result prediction) in compilation.Outputs.Zip(outputs))
        {
            if (output.Loss is not { } loss)
                continue;
            string target = AddOne($"target/{output.Name}", "Placeholder", [], prediction.Shape).Name;
            losses.Add(AddOne($"loss/{output.Name}/{loss.ClassName}", loss.ClassName, [prediction.Name, target], []).Name);
        }

        string total = losses.Count == 1 ? losses[0] : AddOne("loss/AddN", "AddN", losses, []).Name;
        Add($"optimizer/{compilation.Optimizer.ClassName}", compilation.Optimizer.ClassName, [total, .. model.TrainedVariables.Where(variables.ContainsKey).Select(variable => variables[variable])], []);
    }

    private static string OperationOf(Layer layer) => layer is Dense ? "MatMul" : layer.ClassName;

    private string NameOf(Variable variable, string path)
    {
        if (!variables.TryGetValue(variable, out string? name))
            variables.Add(variable, name = AddOne(path, "VariableV2", [], variable.Shape.ToArray()).Name);
        return name;
    }

    private Result AddOne(string name, string operation, IReadOnlyList<string> inputs, long[] shape) => Add(name, operation, inputs, [shape])[0];

    private Result[] Add(string name, string operation, IReadOnlyList<string> inputs, long[][] shapes)
    {
        string unique = LayerNames.Unique(name, names);
        names.Add(unique);
        nodes.Add(new GraphNode(unique, operation, inputs, shapes));
        return shapes.Select((shape, i) => new Result(i == 0 ? unique : $"{unique}:{i}", shape)).ToArray();
    }
}
