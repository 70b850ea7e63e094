using KerasPS.Layers;

namespace KerasPS.Onnx.Converters;

/// <summary>One time step of recurrent layers, as the cells compute it.</summary>
internal static class CellConverter
{
    /// <summary>A cell on its own: a time step's input and the states, to output and states.</summary>
    public static OnnxValue[] Cell(RecurrentCell cell, OnnxCall call)
    {
        OnnxValue[] states = call.Inputs.Length > 1
            ? call.Inputs[1..].Select(input => input.Value).ToArray()
            : cell.StateSize.Select(size => Zeros(call.Graph, call.Input, 0, size)).ToArray();
        (OnnxValue output, states) = Step(call.Graph, cell, Project(call.Graph, cell, call.Input), states);
        return [output, .. states];
    }

    /// <summary>Zeros for each sample of a batch.</summary>
    public static OnnxValue Zeros(OnnxGraph graph, OnnxValue like, int batchAxis, long size) =>
        graph.Add("ConstantOfShape", [like.Sizes(batchAxis, batchAxis + 1).Concat(0, graph.Integers(size))]);

    /// <summary>What inputs contribute, of all time steps at once.</summary>
    public static OnnxValue Project(OnnxGraph graph, RecurrentCell cell, OnnxValue x)
    {
        if (cell is StackedRNNCells { Cells: [var first, ..] })
            return Project(graph, first, x);
        OnnxValue product = x.MatMul(Weight(graph, cell, "kernel"));
        if (Find(cell, "bias") is not { } bias)
            return product;
        return product + (cell is GRUCell { ResetAfter: true } ? Row(graph, bias, 0) : graph.Weight(bias));
    }

    /// <summary>One time step: what its input contributes, and the states before it, to its output and the states after it.</summary>
    public static (OnnxValue Output, OnnxValue[] States) Step(OnnxGraph graph, RecurrentCell cell, OnnxValue x, OnnxValue[] states) => cell switch
    {
        SimpleRNNCell simple => StepSimple(graph, simple, x, states[0]),
        LSTMCell lstm => StepLstm(graph, lstm, x, states),
        GRUCell gru => StepGru(graph, gru, x, states[0]),
        StackedRNNCells stacked => StepStacked(graph, stacked, x, states),
        _ => throw new OnnxNotSupportedException($"has a cell of the class {cell.ClassName}, for which there is no conversion"),
    };

    /// <summary>The blocks of a cell's gates in another order, along an axis.</summary>
    public static TorchSharp.torch.Tensor Reordered(TorchSharp.torch.Tensor values, int[] order, long axis)
    {
        TorchSharp.torch.Tensor[] blocks = values.chunk(order.Length, axis);
        return TorchSharp.torch.cat(Array.ConvertAll(order, gate => blocks[gate]), axis);
    }

    /// <summary>A variable of a cell's own; null where it has none of that name.</summary>
    public static Variable? Find(RecurrentCell cell, string name) => cell.PathsWithin().FirstOrDefault(part => part.Path == name).Variable;

    private static OnnxValue Weight(OnnxGraph graph, RecurrentCell cell, string name) => graph.Weight(Find(cell, name)!);

    private static OnnxValue Row(OnnxGraph graph, Variable bias, int row) => graph.Weight($"{bias.Path}/{row}", [bias], values => values[0].unbind(0)[row]);

    private static OnnxValue Block(OnnxGraph graph, RecurrentCell cell, int gate)
    {
        Variable kernel = Find(cell, "recurrent_kernel")!;
        return graph.Weight($"{kernel.Path}/{gate}", [kernel], values => values[0].chunk(3, 1)[gate]);
    }

    private static (OnnxValue, OnnxValue[]) StepSimple(OnnxGraph graph, SimpleRNNCell cell, OnnxValue x, OnnxValue before)
    {
        OnnxValue h = ActivationConverter.Apply(cell.Activation, x + before.MatMul(Weight(graph, cell, "recurrent_kernel")));
        return (h, [h]);
    }

    private static (OnnxValue, OnnxValue[]) StepLstm(OnnxGraph graph, LSTMCell cell, OnnxValue x, OnnxValue[] states)
    {
        OnnxValue[] blocks = (x + states[0].MatMul(Weight(graph, cell, "recurrent_kernel"))).Split(4, 1);
        OnnxValue keep = ActivationConverter.Apply(cell.RecurrentActivation, blocks[1]) * states[1];
        OnnxValue carry = (ActivationConverter.Apply(cell.RecurrentActivation, blocks[0]) * ActivationConverter.Apply(cell.Activation, blocks[2])) + keep;
        OnnxValue h = ActivationConverter.Apply(cell.RecurrentActivation, blocks[3]) * ActivationConverter.Apply(cell.Activation, carry);
        return (h, [h, carry]);
    }

    private static (OnnxValue, OnnxValue[]) StepGru(OnnxGraph graph, GRUCell cell, OnnxValue x, OnnxValue before)
    {
        OnnxValue[] blocks = x.Split(3, 1);
        OnnxValue update;
        OnnxValue candidate;
        if (cell.ResetAfter)
        {
            OnnxValue fromState = before.MatMul(Weight(graph, cell, "recurrent_kernel"));
            OnnxValue[] ofState = (Find(cell, "bias") is { } bias ? fromState + Row(graph, bias, 1) : fromState).Split(3, 1);
            OnnxValue reset = ActivationConverter.Apply(cell.RecurrentActivation, blocks[1] + ofState[1]);
            candidate = ActivationConverter.Apply(cell.Activation, blocks[2] + (reset * ofState[2]));
            update = blocks[0] + ofState[0];
        }
        else
        {
            OnnxValue reset = ActivationConverter.Apply(cell.RecurrentActivation, blocks[1] + before.MatMul(Block(graph, cell, 1)));
            candidate = ActivationConverter.Apply(cell.Activation, blocks[2] + (reset * before).MatMul(Block(graph, cell, 2)));
            update = blocks[0] + before.MatMul(Block(graph, cell, 0));
        }

        OnnxValue h = (ActivationConverter.Apply(cell.RecurrentActivation, update) * (before - candidate)) + candidate;
        return (h, [h]);
    }

    private static (OnnxValue, OnnxValue[]) StepStacked(OnnxGraph graph, StackedRNNCells stacked, OnnxValue x, OnnxValue[] states)
    {
        List<OnnxValue> after = [];
        OnnxValue output = x;
        foreach (RecurrentCell cell in stacked.Cells)
        {
            OnnxValue[] own = states[after.Count..(after.Count + cell.StateSize.Count)];
            (output, own) = Step(graph, cell, cell == stacked.Cells[0] ? x : Project(graph, cell, output), own);
            after.AddRange(own);
        }

        return (output, after.ToArray());
    }
}
