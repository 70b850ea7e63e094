using KerasPS.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>Yields the batches of a dataset on a device.</summary>
internal sealed class BatchSource : IDisposable
{
    private readonly IBatchMaker batches;
    private readonly int batchSize;

    /// <param name="data">The arrays.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    /// <param name="device">The device of the batches.</param>
    /// <param name="weights">The sample weights; null where all weigh 1.</param>
    public BatchSource(ModelData data, int batchSize, Device device, DataArray? weights)
    {
        this.batchSize = Require.Positive(batchSize, "Training", nameof(batchSize));
        Count = data.Source.Count;
        DataArray[] arrays = data.Inputs.Concat(data.Targets).Append(weights).OfType<DataArray>().ToArray();
        batches = arrays.All(array => array.Source.IsInMemory) && DeviceArray.Fit(arrays, device)
            ? new ResidentBatches(data, weights, device)
            : new StreamedBatches(data, weights, batchSize, device);
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>The number of batches, the last one possibly smaller.</summary>
    public int Steps => StepsOf(Count, batchSize);

    /// <summary>The number of batches for a number of samples.</summary>
    public static int StepsOf(int samples, int batchSize) => (samples + batchSize - 1) / batchSize;

    /// <summary>The batches in the order of the data, or of a permutation; each is owned by the caller's innermost dispose scope.</summary>
    public IEnumerable<Func<Batch>> Batches(Tensor? order = null)
    {
        for (int start = 0; start < Count; start += batchSize)
        {
            int from = start;
            int count = Math.Min(batchSize, Count - start);
            yield return () => batches.Make(from, count, order);
        }
    }

    /// <summary>The order of an epoch's samples, or null for the order of the data.</summary>
    /// <param name="mode">How to shuffle.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="epoch">The epoch, 0-based.</param>
    /// <param name="epochOfFit">The epoch of this fit, 1-based: what Keras seeds its shuffling with.</param>
    public Tensor? Order(ShuffleMode mode, long seed, int epoch, int epochOfFit)
    {
        using DisposeScope scope = NewDisposeScope();
        return SampleOrder.Of(mode, Count, batchSize, seed, epoch, epochOfFit)?.to(batches.OrderDevice).MoveToOuterDisposeScope();
    }

    public void Dispose() => batches.Dispose();
}
