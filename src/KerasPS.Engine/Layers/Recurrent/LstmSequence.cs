using System.Runtime.InteropServices;
using KerasPS.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// An LSTM over all time steps on the CPU, in single precision, with its gradients: two operations of libtorch a step rather than some forty, and the gradient of
/// the recurrent kernel in one product of matrices for all steps.
/// </summary>
internal sealed class LstmSequence : autograd.SingleTensorFunction<LstmSequence>
{
    /// <summary>The samples of a batch that are worth a thread.</summary>
    private const int LeastSamples = 16;

    private const string Kept = "kept";

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
        ForEachPart(batch, (first, rows) =>
        {
            Tensor[] gatesOf = gates.narrow(1, first, rows).unbind(0);
            Tensor[] outputOf = outputs.narrow(1, first, rows).unbind(0);
            int size = (int)(batch * units);
            int count = (int)(rows * units);
            for (int step = 0; step < steps; step++)
            {
                int at = (step * size) + (int)(first * units);
                gatesOf[step].addmm_(outputOf[step], kernel);
                FusedLstm.Forward(
                    Part(gates, 4 * at, 4 * count), Part(cells, at, count), Part(cells, at + size, count), Part(tanh, at, count), Part(outputs, at + size, count), (int)units);
            }
        });
        outputs.narrow(0, steps + 1, 1).copy_(cells.narrow(0, steps, 1));

        // Not by save_for_backward, which only takes what went in or comes out.
        ctx.save_data(Kept, new[] { gates, kernel, outputs.detach(), cells, tanh });
        return outputs;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        Tensor[] kept = (Tensor[])ctx.get_data(Kept)!;
        (Tensor gates, Tensor kernel, Tensor outputs, Tensor cells, Tensor tanh) = (kept[0], kept[1], kept[2], kept[3], kept[4]);
        (long steps, long batch, long units) = (gates.size(0), gates.size(1), kernel.size(0));
        Tensor ofSums = empty(gates.shape);
        Tensor ofOutput = grad_output.narrow(0, steps, 1).squeeze(0).clone().contiguous();
        Tensor ofState = grad_output.narrow(0, steps + 1, 1).squeeze(0).clone().contiguous();
        Tensor transposed = kernel.t();
        ForEachPart(batch, (first, rows) =>
        {
            Tensor[] given = grad_output.narrow(1, first, rows).unbind(0);
            Tensor[] ofSumsOf = ofSums.narrow(1, first, rows).unbind(0);
            Tensor ofOutputs = ofOutput.narrow(0, first, rows);
            int size = (int)(batch * units);
            int start = (int)(first * units);
            int count = (int)(rows * units);
            for (int step = (int)steps - 1; step >= 0; step--)
            {
                int at = (step * size) + start;
                FusedLstm.Backward(
                    Part(gates, 4 * at, 4 * count), Part(cells, at, count), Part(tanh, at, count), Part(ofOutput, start, count), Part(ofState, start, count), Part(ofSums, 4 * at, 4 * count), (int)units);
                ofOutputs.copy_(given[step]).addmm_(ofSumsOf[step], transposed);
            }
        });
        Tensor ofKernel = outputs.narrow(0, 0, steps).reshape(-1, units).t().mm(ofSums.reshape(-1, 4 * units));
        return [ofSums, ofKernel, ofOutput, ofState];
    }

    /// <summary>
    /// Runs something for parts of the batch, each with its first sample and the number of samples, on a thread of its own: through all time steps, since samples have nothing
    /// to do with each other. Threads that shared the work of each step would wait for one another in every one of them.
    /// </summary>
    private static void ForEachPart(long batch, Action<long, long> run)
    {
        int parts = (int)Math.Clamp(batch / LeastSamples, 1, get_num_threads());
        if (parts == 1)
        {
            run(0, batch);
            return;
        }

        SerialThreads.Run(parts, part =>
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGrad = no_grad();
            long first = batch * part / parts;
            run(first, (batch * (part + 1) / parts) - first);
        });
    }

    private static Span<float> Part(Tensor tensor, int first, int count) => MemoryMarshal.Cast<byte, float>(tensor.bytes).Slice(first, count);
}
