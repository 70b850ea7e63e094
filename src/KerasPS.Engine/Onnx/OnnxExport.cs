using KerasPS.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Onnx;

/// <summary>Converts layers into a graph of operations, each by the converter of its class.</summary>
/// <param name="graph">The graph, which operations are added to.</param>
internal sealed class OnnxExport(OnnxGraph graph)
{
    private readonly List<string> refused = [];

    public OnnxGraph Graph => graph;

    /// <summary>The graph of a built model.</summary>
    /// <exception cref="KerasException"><c>NotSupported</c>, with all layers that cannot be exported.</exception>
    public static OnnxGraph Of(Model model)
    {
        OnnxExport export = new(new OnnxGraph(model.Name ?? "model"));
        IReadOnlyList<IReadOnlyList<long>> shapes = model.InputShapes;
        OnnxTensor[] inputs = shapes
            .Select((shape, i) => new OnnxTensor(export.Graph.AddInput(model.InputNames.ElementAtOrDefault(i) ?? "input", OnnxType.Float, [-1, .. shape]), shape.ToArray()))
            .ToArray();
        OnnxTensor[] outputs = export.Call(model, "", inputs);
        export.RequireAll(model);
        export.Graph.Scope = "";
        foreach ((OnnxTensor output, string name) in outputs.Zip(model.OutputNames))
            export.Graph.AddOutput(output.Value, name, OnnxType.Float, [-1, .. output.Shape]);
        export.Graph.Prune();
        return export.Graph;
    }

    /// <summary>Adds the operations of a layer.</summary>
    public OnnxTensor[] Call(Layer layer, string scope, OnnxTensor[] inputs) => layer switch
    {
        InputLayer => inputs,
        Functional model => model.Graph.Walk(inputs, (inner, values) => Call(inner, Join(scope, inner), values)),
        Sequential model => model.Layers.Aggregate(inputs, (values, inner) => Call(inner, Join(scope, inner), values)),
        _ => Convert(new OnnxCall(this, layer, inputs), scope),
    };

    /// <summary>Throws one error for all layers that cannot be exported.</summary>
    public void RequireAll(Model model)
    {
        if (refused.Count == 0)
            return;
        throw new KerasException("NotSupported", $"The model '{model.Name}' cannot be written as ONNX: {string.Join("; ", refused)}.", refused);
    }

    private static string Join(string scope, Layer layer) => scope.Length == 0 ? layer.Name! : $"{scope}/{layer.Name}";

    private OnnxTensor[] Convert(OnnxCall call, string scope)
    {
        using DisposeScope tensors = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        string outer = graph.Scope;
        graph.Scope = scope;
        long[][] shapes = call.OutputShapes;
        try
        {
            OnnxValue[] values = OnnxConverters.Convert(call);
            OnnxValue?[] masks = OnnxConverters.MasksOf(call, shapes.Length);
            return values.Select((value, i) => new OnnxTensor(value, shapes[i], masks[i])).ToArray();
        }
        catch (OnnxNotSupportedException refusal)
        {
            refused.Add($"'{scope}' ({call.Layer.ClassName}) {refusal.Message}");
            OnnxValue[] placeholders = graph.AddMany("Refused", [], shapes.Length, []);
            return placeholders.Select((value, i) => new OnnxTensor(value, shapes[i])).ToArray();
        }
        finally
        {
            graph.Scope = outer;
        }
    }
}
