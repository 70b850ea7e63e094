using KerasPS.Layers;
using static TorchSharp.torch;

namespace KerasPS.Saving.PyTorchLayout;

/// <summary>
/// LSTM, GRU and SimpleRNN as PyTorch's LSTM, GRU and RNN of one layer. PyTorch adds two biases where Keras has one: Keras's is written as the first of them, with
/// zeros as the second, and read as their sum.
/// </summary>
internal static class RecurrentModule
{
    /// <summary>Whether PyTorch has the layer: it lacks GRUs whose reset gate comes before the multiplication, and other cells.</summary>
    public static bool HasModule(RecurrentLayer layer) => layer is LSTM or SimpleRNN or GRU { ResetAfter: true };

    /// <summary>Adds the arrays of a layer, where PyTorch has it.</summary>
    /// <param name="module">The module.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="direction">What names end in: nothing, or <c>_reverse</c>.</param>
    public static void Fill(PyTorchModule module, RecurrentLayer layer, string direction)
    {
        if (!HasModule(layer))
            return;
        Dictionary<string, Variable> variables = layer.Cell.PathsWithin().ToDictionary(part => part.Path, part => part.Variable);
        module.Add($"weight_ih_l0{direction}", variables["kernel"], ToPyTorch, ToKeras);
        module.Add($"weight_hh_l0{direction}", variables["recurrent_kernel"], ToPyTorch, ToKeras);
        if (!variables.TryGetValue("bias", out Variable? bias))
            return;
        string[] names = [$"bias_ih_l0{direction}", $"bias_hh_l0{direction}"];
        if (layer is GRU)
        {
            module.Add(names[0], () => Ordered(bias.Value.detach().unbind(0)[0]));
            module.Add(names[1], () => Ordered(bias.Value.detach().unbind(0)[1]));
            module.Add(bias, names, given => stack([Ordered(given[0]), Ordered(given[1])]));
            return;
        }

        module.Add(names[0], () => bias.Value.detach());
        module.Add(names[1], () => zeros(bias.Value.shape, bias.Value.dtype, bias.Value.device));
        module.Add(bias, names, given => given[0] + given[1]);

        Tensor ToPyTorch(Tensor kernel) => Ordered(kernel.t());

        Tensor ToKeras(Tensor weight) => Ordered(weight).t();

        // PyTorch's GRU has its reset gate before the update gate, Keras's after it; the other layers' gates are in the same order.
        Tensor Ordered(Tensor rows)
        {
            if (layer is not GRU)
                return rows;
            Tensor[] gates = rows.chunk(3, 0);
            return cat([gates[1], gates[0], gates[2]]);
        }
    }
}
