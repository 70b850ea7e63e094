using KerasPS.Onnx;
using KerasPS.Tests.Gradients;
using KerasPS.Tests.Layers;

namespace KerasPS.Tests.Onnx;

/// <summary>A layer or model with inputs, exported, and what it computes itself.</summary>
/// <param name="Graph">The graph that is written.</param>
/// <param name="Inputs">The inputs, those of masks included.</param>
/// <param name="Expected">The outputs, those of masks included.</param>
internal sealed record OnnxCase(OnnxGraph Graph, OnnxRuntime.Array[] Inputs, OnnxRuntime.Array[] Expected)
{
    /// <summary>A layer outside training with its masks; sizes beside the batch's that are named are not known to the file.</summary>
    public static OnnxCase Of(LayerCase @case, bool hidesSizes = false)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Layer layer = @case.MakeBuilt();
        layer.Name ??= "the_layer";
        layer.Randomize();
        Tensor[] inputs = Array.ConvertAll(@case.Inputs(), input => input.detach().to_type(ScalarType.Float32));
        Tensor?[] masks = [.. @case.MaskTensors(), .. new Tensor?[inputs.Length]];
        OnnxExport export = new(new OnnxGraph("case"));
        OnnxTensor[] exported = inputs
            .Select((input, i) =>
            {
                long[] shape = input.shape[1..];
                if (hidesSizes)
                    shape[0] = -1;
                return new OnnxTensor(
                    export.Graph.AddInput($"x{i}", OnnxType.Float, [-1, .. shape]),
                    shape,
                    masks[i] is { } mask ? export.Graph.AddInput($"mask{i}", OnnxType.Bool, [-1, .. mask.shape[1..]]) : null);
            })
            .ToArray();
        OnnxTensor[] results = export.Call(layer, layer.Name, exported);
        export.RequireAll(new Sequential([new Identity()], [1], "case"));
        for (int i = 0; i < results.Length; i++)
        {
            export.Graph.AddOutput(results[i].Value, $"y{i}", OnnxType.Float, [-1, .. results[i].Shape]);
            if (results[i].Mask is { } mask)
                export.Graph.AddOutput(mask, $"y{i}_mask", OnnxType.Bool, null);
        }

        export.Graph.Prune();
        using Generator generator = new(0);
        MaskedTensor[] outputs = layer.Run(inputs.Select((input, i) => new MaskedTensor(input, masks[i])).ToArray(), new CallContext(false, generator));
        return new OnnxCase(
            export.Graph,
            [.. inputs.Select((input, i) => ArrayOf($"x{i}", input)), .. masks.SelectMany((mask, i) => mask is null ? Array.Empty<OnnxRuntime.Array>() : [ArrayOf($"mask{i}", mask)])],
            outputs.SelectMany((output, i) => output.Mask is null ? new[] { ArrayOf($"y{i}", output.Value) } : [ArrayOf($"y{i}", output.Value), ArrayOf($"y{i}_mask", output.Mask)]).ToArray());
    }

    /// <summary>A model with inputs.</summary>
    public static OnnxCase Of(Model model, params long[][] batchShapes)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        model.EnsureBuilt(seed: 1);
        model.Randomize();
        Tensor[] inputs = batchShapes.Select((shape, i) => GradientCheck.Values(shape, seed: 7 + i).detach().to_type(ScalarType.Float32)).ToArray();
        if (model.Layers.OfType<Embedding>().FirstOrDefault() is { } embedding)
            inputs = Array.ConvertAll(inputs, input => (input.abs() * embedding.InputDim).floor().clamp(0, embedding.InputDim - 1));
        OnnxGraph graph = OnnxExport.Of(model);
        using Generator generator = new(0);
        MaskedTensor[] outputs = model.Run(Array.ConvertAll(inputs, input => new MaskedTensor(input)), new CallContext(false, generator));
        return new OnnxCase(
            graph,
            inputs.Select((input, i) => ArrayOf(graph.Inputs[i].Value.Name, input)).ToArray(),
            outputs.Select((output, i) => ArrayOf(graph.Outputs[i].Value.Name, output.Value)).ToArray());
    }

    private static OnnxRuntime.Array ArrayOf(string name, Tensor value) =>
        new(name, value.dtype == ScalarType.Bool ? "bool" : "float32", value.shape, value.Values());
}
