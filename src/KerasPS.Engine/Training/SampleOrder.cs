using KerasPS.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>The order in which an epoch goes through the samples.</summary>
internal static class SampleOrder
{
    /// <summary>A permutation on the CPU, in the caller's innermost dispose scope; null for the order of the data.</summary>
    /// <param name="mode">How to shuffle.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="epoch">The epoch, 0-based.</param>
    /// <param name="epochOfFit">The epoch of this fit, 1-based: what Keras seeds its shuffling with.</param>
    public static Tensor? Of(ShuffleMode mode, int count, int batchSize, long seed, int epoch, int epochOfFit)
    {
        if (mode == ShuffleMode.None)
            return null;
        ulong shuffleSeed = mode == ShuffleMode.Seeded ? new SplitMix64((ulong)seed ^ ((ulong)epoch << 32)).Next() >> 1 : (ulong)epochOfFit;
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(shuffleSeed);
        Tensor order = mode == ShuffleMode.Batch ? WithinBatches(count, batchSize, generator) : randperm(count, generator: generator);
        return order.MoveToOuterDisposeScope();
    }

    private static Tensor WithinBatches(int count, int batchSize, Generator generator)
    {
        List<Tensor> parts = [];
        for (int start = 0; start < count; start += batchSize)
            parts.Add(randperm(Math.Min(batchSize, count - start), generator: generator).add(start));
        return cat(parts.ToArray());
    }
}
