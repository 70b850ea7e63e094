using KerasPS.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>The samples of one step of a training, to look at.</summary>
public sealed class DatasetBatch
{
    private DatasetBatch(int epoch, int number, IReadOnlyList<int> index, Dataset data)
    {
        Epoch = epoch;
        Number = number;
        Index = index;
        Data = data;
    }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The batch of the epoch, from 1.</summary>
    public int Number { get; }

    /// <summary>The number of samples; the last batch may have fewer than the others.</summary>
    public int Count => Index.Count;

    /// <summary>Where the samples are in the whole dataset, from 0.</summary>
    public IReadOnlyList<int> Index { get; }

    /// <summary>The samples as a dataset of their own, which a model can be evaluated on.</summary>
    public Dataset Data { get; }

    /// <summary>The batches of one epoch of a fit that is given the same batch size, order and seed.</summary>
    /// <param name="data">The training data.</param>
    /// <param name="batchSize">The number of samples in a batch.</param>
    /// <param name="mode">How samples are shuffled.</param>
    /// <param name="seed">The seed of the fit.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    public static IEnumerable<DatasetBatch> OfEpoch(Dataset data, int batchSize, ShuffleMode mode, long seed, int epoch)
    {
        int[] order = OrderOf(data.Count, batchSize, mode, seed, epoch);
        return order.Chunk(batchSize).Select((index, i) => new DatasetBatch(epoch, i + 1, index, data.Select(index)));
    }

    private static int[] OrderOf(int count, int batchSize, ShuffleMode mode, long seed, int epoch)
    {
        using DisposeScope scope = NewDisposeScope();
        return SampleOrder.Of(mode, count, batchSize, seed, epoch - 1, epoch) is { } order
            ? Array.ConvertAll(order.data<long>().ToArray(), index => (int)index)
            : Enumerable.Range(0, count).ToArray();
    }
}
