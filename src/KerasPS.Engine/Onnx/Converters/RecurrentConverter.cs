using KerasPS.Activations;
using KerasPS.Layers;
using static TorchSharp.torch;

namespace KerasPS.Onnx.Converters;

/// <summary>
/// Recurrent layers: ONNX's own operators LSTM, GRU and RNN where they compute the same, and else, with masks, other activations or other cells, a graph of one
/// time step that is scanned over the sequence.
/// </summary>
internal static class RecurrentConverter
{
    // From Keras's order of gates to ONNX's: input, output, forget, cell.
    private static readonly int[] LstmOrder = [0, 3, 1, 2];

    public static OnnxValue[] Sequence(RecurrentLayer layer, OnnxCall call)
    {
        if (layer.Stateful)
            throw new OnnxNotSupportedException("is stateful, but ONNX keeps nothing from one batch to the next");
        OnnxValue sequence = (layer.GoBackwards ? call.Input.Flip(1) : call.Input).Transpose(1, 0, 2);
        OnnxValue[] states = call.Inputs.Length > 1
            ? call.Inputs[1..].Select(input => input.Value).ToArray()
            : layer.Cell.StateSize.Select(size => CellConverter.Zeros(call.Graph, sequence, 1, size)).ToArray();
        OnnxValue? mask = layer.GoBackwards ? call.Mask?.Flip(1) : call.Mask;
        (OnnxValue outputs, states) = mask is null && OwnOperator(layer.Cell) is { } own
            ? own(call.Graph, sequence, states)
            : Scan(layer, call.Graph, sequence, mask, states);
        OnnxValue output = layer.ReturnSequences ? outputs.Transpose(1, 0, 2) : outputs.At(0, -1);
        return layer.ReturnState ? [output, .. states] : [output];
    }

    public static OnnxValue[] Bidirectional(Bidirectional layer, OnnxCall call)
    {
        int states = call.Inputs.Length / 2;
        OnnxValue[] forward = Values(call.Run(layer.Layer, call.Inputs[..(1 + states)]));
        OnnxValue[] backward = Values(call.Run(layer.BackwardLayer, [call.Inputs[0], .. call.Inputs[(1 + states)..]]));
        OnnxValue back = layer.Layer.ReturnSequences ? backward[0].Flip(1) : backward[0];
        OnnxValue[] outputs = layer.MergeMode switch
        {
            MergeMode.Sum => [forward[0] + back],
            MergeMode.Mul => [forward[0] * back],
            MergeMode.Ave => [(forward[0] + back) / 2],
            MergeMode.Concat => [forward[0].Concat(-1, back)],
            _ => [forward[0], back],
        };
        return [.. outputs, .. forward[1..], .. backward[1..]];
    }

    /// <summary>Time steps are taken as samples, because outside training no layer mixes those.</summary>
    public static OnnxValue TimeDistributed(TimeDistributed layer, OnnxCall call)
    {
        OnnxValue steps = Folded(call.Input, call.Graph);
        OnnxTensor output = call.Run(layer.Layer, new OnnxTensor(steps, call.InputShape[1..], call.Mask is { } mask ? Folded(mask, call.Graph) : null))[0];
        return output.Value.Reshape(call.Input.Sizes(0, 2).Concat(0, output.Value.Sizes(1)));
    }

    private static OnnxValue Folded(OnnxValue value, OnnxGraph graph) => value.Reshape(graph.Integers(-1).Concat(0, value.Sizes(2)));

    private static OnnxValue[] Values(OnnxTensor[] tensors) => Array.ConvertAll(tensors, tensor => tensor.Value);

    private static Func<OnnxGraph, OnnxValue, OnnxValue[], (OnnxValue, OnnxValue[])>? OwnOperator(RecurrentCell cell) => cell switch
    {
        LSTMCell { Activation: Tanh, RecurrentActivation: Sigmoid } => (graph, x, states) =>
            Run(graph, cell, "LSTM", LstmOrder, x, states, values => cat([Reordered(values, LstmOrder), zeros(values.shape, values.dtype, values.device)])),
        GRUCell { Activation: Tanh, RecurrentActivation: Sigmoid } gru => (graph, x, states) =>
            Run(graph, cell, "GRU", [0, 1, 2], x, states, values => gru.ResetAfter ? values.reshape(-1) : cat([values, zeros(values.shape, values.dtype, values.device)]), ("linear_before_reset", gru.ResetAfter ? 1L : 0L)),
        SimpleRNNCell { Activation: Tanh } => (graph, x, states) => Run(graph, cell, "RNN", [0], x, states, values => cat([values, zeros(values.shape, values.dtype, values.device)])),
        _ => null,
    };

    private static Tensor Reordered(Tensor values, int[] order) => CellConverter.Reordered(values, order, values.ndim - 1);

    private static (OnnxValue, OnnxValue[]) Run(
        OnnxGraph graph, RecurrentCell cell, string operation, int[] order, OnnxValue x, OnnxValue[] states, Func<Tensor, Tensor> biases, params OnnxAttribute[] options)
    {
        OnnxValue Kernel(string name)
        {
            Variable kernel = CellConverter.Find(cell, name)!;
            return graph.Weight($"{kernel.Path}/{operation}", [kernel], values => Reordered(values[0], order).t().unsqueeze(0));
        }

        OnnxValue? bias = CellConverter.Find(cell, "bias") is { } variable ? graph.Weight($"{variable.Path}/{operation}", [variable], values => biases(values[0]).unsqueeze(0)) : null;
        OnnxValue?[] operands = [x, Kernel("kernel"), Kernel("recurrent_kernel"), bias, null, .. states.Select(state => state.Unsqueeze(0))];
        OnnxValue[] results = graph.AddMany(operation, operands, 1 + states.Length, [("hidden_size", cell.OutputSize), .. options]);
        return (results[0].Squeeze(1), results[1..].Select(state => state.Squeeze(0)).ToArray());
    }

    private static (OnnxValue, OnnxValue[]) Scan(RecurrentLayer layer, OnnxGraph graph, OnnxValue sequence, OnnxValue? mask, OnnxValue[] states)
    {
        OnnxGraph body = new($"{graph.Scope}/step", graph);
        OnnxValue[] before = states.Select((_, i) => body.AddInput($"{graph.Scope}/state_{i}", OnnxType.Float, null)).ToArray();
        OnnxValue? outputBefore = mask is null ? null : body.AddInput($"{graph.Scope}/output_before", OnnxType.Float, null);
        OnnxValue step = body.AddInput($"{graph.Scope}/step", OnnxType.Float, null);
        OnnxValue? isValid = mask is null ? null : body.AddInput($"{graph.Scope}/is_valid", OnnxType.Bool, null);
        (OnnxValue output, OnnxValue[] after) = CellConverter.Step(body, layer.Cell, step, before);
        if (isValid is not null)
        {
            output = isValid.Choose(output, layer.ZeroOutputForMask ? outputBefore! * 0 : outputBefore!);
            after = after.Select((state, i) => isValid.Choose(state, before[i])).ToArray();
        }

        List<OnnxValue> firsts = [.. states];
        List<OnnxValue> steps = [CellConverter.Project(graph, layer.Cell, sequence)];
        foreach (OnnxValue state in after)
            body.AddOutput(state, $"{graph.Scope}/state_after", OnnxType.Float, null);
        if (mask is not null)
        {
            body.AddOutput(output, $"{graph.Scope}/output_after", OnnxType.Float, null);
            firsts.Add(CellConverter.Zeros(graph, sequence, 1, layer.Cell.OutputSize));
            steps.Add(mask.Transpose(1, 0).Unsqueeze(-1));
        }

        body.AddOutput(output, $"{graph.Scope}/output", OnnxType.Float, null);
        OnnxValue[] results = graph.AddMany(
            "Scan", [.. firsts, .. steps], firsts.Count + 1, [("body", body), ("num_scan_inputs", (long)steps.Count)]);
        return (results[^1], results[..states.Length]);
    }
}
