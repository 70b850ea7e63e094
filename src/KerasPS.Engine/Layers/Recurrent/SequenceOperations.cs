using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// libtorch's operations for whole sequences, which cuDNN computes on its devices. They are called through TorchScript, as TorchSharp has
/// them only as modules with weights of their own.
/// </summary>
internal static class SequenceOperations
{
    // cuDNN wants the weights in one contiguous block of memory and in this order; libtorch's blocks of a GRU are r, z, h instead of z, r, h.
    private const string Source = """
        def weights(kernel, recurrent_kernel, bias, recurrent_bias):
            parts = [kernel.t(), recurrent_kernel.t(), bias, recurrent_bias]
            whole = torch.cat([part.reshape(-1) for part in parts])
            pieces = whole.split_with_sizes([part.numel() for part in parts])
            return [pieces[i].view(parts[i].shape) for i in range(4)]

        def reset_first(blocks):
            z, r, h = blocks.chunk(3, -1)
            return torch.cat([r, z, h], -1)

        def simple_rnn(x, h, kernel, recurrent_kernel, bias, train: bool):
            w = weights(kernel, recurrent_kernel, bias, torch.zeros_like(bias))
            output, last = torch.rnn_tanh(x, h.unsqueeze(0), w, True, 1, 0.0, train, False, False)
            return output, last.squeeze(0)

        def lstm(x, h, c, kernel, recurrent_kernel, bias, train: bool):
            w = weights(kernel, recurrent_kernel, bias, torch.zeros_like(bias))
            output, last_h, last_c = torch.lstm(x, [h.unsqueeze(0), c.unsqueeze(0)], w, True, 1, 0.0, train, False, False)
            return output, last_h.squeeze(0), last_c.squeeze(0)

        def gru(x, h, kernel, recurrent_kernel, bias, recurrent_bias, train: bool):
            w = weights(reset_first(kernel), reset_first(recurrent_kernel), reset_first(bias), reset_first(recurrent_bias))
            output, last = torch.gru(x, h.unsqueeze(0), w, True, 1, 0.0, train, False, False)
            return output, last.squeeze(0)

        """;

    private static readonly Lazy<jit.CompilationUnit> Compiled = new(() => jit.compile(Source));

    /// <summary>tanh(x · kernel + h · recurrent_kernel + bias) at each time step of <c>(time, batch, features)</c>.</summary>
    public static (Tensor Outputs, Tensor[] States) SimpleRNN(Tensor x, Tensor[] states, Tensor kernel, Tensor recurrentKernel, Tensor bias)
    {
        (Tensor outputs, Tensor h) = Compiled.Value.invoke<(Tensor, Tensor)>(
            "simple_rnn", x, states[0], kernel, recurrentKernel, bias, is_grad_enabled());
        return (outputs, [h]);
    }

    /// <summary>An LSTM with tanh and sigmoid over <c>(time, batch, features)</c>.</summary>
    public static (Tensor Outputs, Tensor[] States) Lstm(Tensor x, Tensor[] states, Tensor kernel, Tensor recurrentKernel, Tensor bias)
    {
        (Tensor outputs, Tensor h, Tensor c) = Compiled.Value.invoke<(Tensor, Tensor, Tensor)>(
            "lstm", x, states[0], states[1], kernel, recurrentKernel, bias, is_grad_enabled());
        return (outputs, [h, c]);
    }

    /// <summary>A GRU with tanh and sigmoid, and its reset gate after the multiplication, over <c>(time, batch, features)</c>.</summary>
    public static (Tensor Outputs, Tensor[] States) Gru(
        Tensor x, Tensor[] states, Tensor kernel, Tensor recurrentKernel, Tensor bias, Tensor recurrentBias)
    {
        (Tensor outputs, Tensor h) = Compiled.Value.invoke<(Tensor, Tensor)>(
            "gru", x, states[0], kernel, recurrentKernel, bias, recurrentBias, is_grad_enabled());
        return (outputs, [h]);
    }
}
