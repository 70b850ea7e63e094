using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// Adam's step in one pass over the memory of weights on the CPU: as operations of libtorch it takes seven, and these are bound by memory. Each weight's
/// step is its own, so that neither the number of threads nor the width of the CPU's vectors changes it.
/// </summary>
internal static class FusedAdam
{
    /// <summary>The number of weights that a thread processes at a time; fewer are not worth another thread.</summary>
    private const int ChunkSize = 1 << 16;

    /// <summary>Makes a step, if the tensors allow it: float32, on the CPU, contiguous, and no more than one array can have.</summary>
    /// <param name="w">The weights.</param>
    /// <param name="g">Their gradients.</param>
    /// <param name="mean">The running mean of gradients.</param>
    /// <param name="square">The running mean of their squares.</param>
    /// <param name="rates">The decay rates, epsilon, and the bias-corrected learning rate.</param>
    /// <returns>Whether the step was made.</returns>
    public static bool TryStep(Tensor w, Tensor g, Tensor mean, Tensor square, Rates rates)
    {
        if (!new[] { w, g, mean, square }.All(IsPlain))
            return false;
        int count = (int)w.NumberOfElements;
        int chunks = (count + ChunkSize - 1) / ChunkSize;
        if (chunks <= 1 || get_num_threads() == 1)
            Step(Numbers(w), Numbers(g), Numbers(mean), Numbers(square), rates);
        else
            Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() }, StepChunk);
        GC.KeepAlive((w, g, mean, square));
        return true;

        void StepChunk(int chunk)
        {
            Range part = (chunk * ChunkSize)..Math.Min(count, (chunk + 1) * ChunkSize);
            Step(Numbers(w)[part], Numbers(g)[part], Numbers(mean)[part], Numbers(square)[part], rates);
        }
    }

    private static bool IsPlain(Tensor tensor) =>
        tensor.dtype == ScalarType.Float32 && tensor.device_type == DeviceType.CPU && tensor.is_contiguous() && tensor.NumberOfElements <= Array.MaxLength / sizeof(float);

    private static Span<float> Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    private static void Step(Span<float> w, ReadOnlySpan<float> g, Span<float> mean, Span<float> square, Rates rates)
    {
        int whole = w.Length / Vector<float>.Count * Vector<float>.Count;
        Vector<float> epsilon = new(rates.Epsilon);
        for (int i = 0; i < whole; i += Vector<float>.Count)
        {
            Vector<float> gradient = new(g[i..]);
            Vector<float> m = (new Vector<float>(mean[i..]) * rates.Beta1) + (gradient * rates.Rest1);
            Vector<float> v = (new Vector<float>(square[i..]) * rates.Beta2) + (gradient * gradient * rates.Rest2);
            m.CopyTo(mean[i..]);
            v.CopyTo(square[i..]);
            (new Vector<float>(w[i..]) - (m * rates.Rate / (Vector.SquareRoot(v) + epsilon))).CopyTo(w[i..]);
        }

        for (int i = whole; i < w.Length; i++)
        {
            mean[i] = (mean[i] * rates.Beta1) + (g[i] * rates.Rest1);
            square[i] = (square[i] * rates.Beta2) + (g[i] * g[i] * rates.Rest2);
            w[i] -= mean[i] * rates.Rate / (MathF.Sqrt(square[i]) + rates.Epsilon);
        }
    }

    /// <summary>The numbers of a step, in single precision as in Keras.</summary>
    /// <param name="Beta1">The exponential decay rate of the first moment (the running mean of gradients).</param>
    /// <param name="Rest1">The share of the gradient, 1 - beta_1.</param>
    /// <param name="Beta2">The exponential decay rate of the second moment (the running mean of squared gradients).</param>
    /// <param name="Rest2">The share of the gradient's square, 1 - beta_2.</param>
    /// <param name="Epsilon">Added to the root.</param>
    /// <param name="Rate">The bias-corrected learning rate.</param>
    internal readonly record struct Rates(float Beta1, float Rest1, float Beta2, float Rest2, float Epsilon, float Rate);
}
