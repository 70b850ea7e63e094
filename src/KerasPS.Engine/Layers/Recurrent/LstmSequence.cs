using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// An LSTM over all time steps on the CPU, in single precision, with its gradients: two operations of libtorch a step rather than some forty, and the gradient of
/// the recurrent kernel in one product of matrices for all steps.
/// </summary>
internal sealed class LstmSequence : autograd.SingleTensorFunction<LstmSequence>
{
    /// <summary>The values of a state that a thread takes at a time; fewer are not worth another thread.</summary>
    private const int PieceSize = 1 << 14;

    public override string Name => nameof(LstmSequence);

    /// <summary>Whether this computes a sequence: single precision on the CPU, and no more than one array can have.</summary>
    /// <param name="sequence">The inputs, (time, batch, features).</param>
    /// <param name="units">The units of the cell.</param>
    public static bool Takes(Tensor sequence, int units) =>
        sequence is { dtype: ScalarType.Float32, device_type: DeviceType.CPU } && (sequence.size(0) + 2) * sequence.size(1) * 4 * units <= Array.MaxLength / sizeof(float);

    /// <summary>All outputs (time, batch, units), and the states after the last step.</summary>
    /// <param name="sums">What the inputs and biases contribute to the gates: (time, batch, 4 * units). Their memory is taken over.</param>
    /// <param name="states">The output and the cell's state before the first step.</param>
    /// <param name="kernel">The recurrent kernel, (units, 4 * units).</param>
    public static (Tensor Outputs, Tensor[] States) Run(Tensor sums, Tensor[] states, Tensor kernel)
    {
        long steps = sums.size(0);
        Tensor all = apply(sums.contiguous(), kernel, states[0], states[1]);
        return (all.narrow(0, 1, steps), [all.narrow(0, steps, 1).squeeze(0), all.narrow(0, steps + 1, 1).squeeze(0)]);
    }

    /// <summary>The output before the first step, those of all steps, and the last state of the cell: (time + 2, batch, units).</summary>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor gates = ((Tensor)vars[0]).detach();
        Tensor kernel = ((Tensor)vars[1]).detach();
        (long steps, long batch, long units) = (gates.size(0), gates.size(1), kernel.size(0));
        Tensor outputs = empty([steps + 2, batch, units]);
        Tensor cells = empty([steps + 1, batch, units]);
        Tensor tanh = empty([steps, batch, units]);
        outputs.narrow(0, 0, 1).squeeze(0).copy_((Tensor)vars[2]);
        cells.narrow(0, 0, 1).squeeze(0).copy_((Tensor)vars[3]);
        Tensor[] gatesOf = gates.unbind(0);
        Tensor[] outputOf = outputs.unbind(0);
        for (int step = 0; step < steps; step++)
        {
            gatesOf[step].addmm_(outputOf[step], kernel);
            ForEachPiece(batch, units, step, (at, count, size) => FusedLstm.Forward(
                Part(gates, 4 * at, 4 * count), Part(cells, at, count), Part(cells, at + size, count), Part(tanh, at, count), Part(outputs, at + size, count), (int)units));
        }

        outputOf[^1].copy_(cells.narrow(0, steps, 1).squeeze(0));
        ctx.save_data("gates", gates);
        ctx.save_data("kernel", kernel);
        ctx.save_data("outputs", outputs.detach());
        ctx.save_data("cells", cells);
        ctx.save_data("tanh", tanh);
        return outputs;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        (Tensor gates, Tensor kernel, Tensor outputs) = (Saved("gates"), Saved("kernel"), Saved("outputs"));
        (Tensor cells, Tensor tanh) = (Saved("cells"), Saved("tanh"));
        (long steps, long batch, long units) = (gates.size(0), gates.size(1), kernel.size(0));
        Tensor ofSums = empty(gates.shape);
        Tensor[] ofSumsOf = ofSums.unbind(0);
        Tensor[] given = grad_output.unbind(0);
        Tensor ofOutput = given[^2].contiguous();
        Tensor ofState = given[^1].clone().contiguous();
        Tensor transposed = kernel.t();
        for (int step = (int)steps - 1; step >= 0; step--)
        {
            Tensor of = ofOutput;
            ForEachPiece(batch, units, step, (at, count, size) => FusedLstm.Backward(
                Part(gates, 4 * at, 4 * count), Part(cells, at, count), Part(tanh, at, count), Part(of, at % size, count), Part(ofState, at % size, count), Part(ofSums, 4 * at, 4 * count), (int)units));
            ofOutput = given[step].addmm(ofSumsOf[step], transposed);
        }

        Tensor ofKernel = outputs.narrow(0, 0, steps).reshape(-1, units).t().mm(ofSums.reshape(-1, 4 * units));
        return [ofSums, ofKernel, ofOutput, ofState];

        Tensor Saved(string name) => (Tensor)ctx.get_data(name)!;
    }

    /// <summary>Runs something for the rows of a step, on several threads where there are many: it gets the place of the rows, their size, and that of a step.</summary>
    private static void ForEachPiece(long batch, long units, int step, Action<int, int, int> run)
    {
        int size = (int)(batch * units);
        int rows = (int)Math.Max(1, PieceSize / units);
        int pieces = (int)((batch + rows - 1) / rows);
        if (pieces == 1 || get_num_threads() == 1)
            run(step * size, size, size);
        else
            Parallel.For(0, pieces, new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() }, piece => Run(piece));

        void Run(int piece)
        {
            int first = piece * rows * (int)units;
            run((step * size) + first, Math.Min(rows * (int)units, size - first), size);
        }
    }

    private static Span<float> Part(Tensor tensor, int first, int count) => MemoryMarshal.Cast<byte, float>(tensor.bytes).Slice(first, count);
}
