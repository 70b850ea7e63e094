using KerasPS.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>A dataset on a device, handed out in batches.</summary>
internal sealed class BatchSource : IDisposable
{
    private readonly DeviceArray[] inputs;
    private readonly DeviceArray?[] targets;
    private readonly DeviceArray? weights;
    private readonly Device device;
    private readonly int batchSize;

    public BatchSource(ModelData data, int batchSize, Device device, IReadOnlyDictionary<int, double>? classWeight = null)
    {
        this.batchSize = Require.Positive(batchSize, "Training", nameof(batchSize));
        this.device = device;
        Count = data.Source.Count;
        DataArray? weighted = classWeight is null ? data.Source.Weights : ClassWeights.Of(data, classWeight);
        inputs = data.Inputs.Select(input => new DeviceArray(input, device)).ToArray();
        targets = data.Targets.Select(target => target is null ? null : new DeviceArray(target, device)).ToArray();
        weights = weighted is null ? null : new DeviceArray(weighted, device);
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>The number of batches, the last one possibly smaller.</summary>
    public int Steps => (Count + batchSize - 1) / batchSize;

    /// <summary>The batches in order, or in that of a permutation; each lives in the caller's innermost dispose scope.</summary>
    public IEnumerable<Func<Batch>> Batches(Tensor? order = null)
    {
        for (int start = 0; start < Count; start += batchSize)
        {
            int from = start;
            int count = Math.Min(batchSize, Count - start);
            yield return () =>
            {
                Tensor? chosen = order?.narrow(0, from, count);
                return new Batch(Array.ConvertAll(inputs, Part), Array.ConvertAll(targets, t => t is null ? null : Part(t)), weights is null ? null : Part(weights), count);

                Tensor Part(DeviceArray all) => chosen is null ? all.Range(from, count) : all.Select(chosen);
            };
        }
    }

    /// <summary>The order of an epoch's samples on the device, or null for the order of the data.</summary>
    /// <param name="mode">How to shuffle.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="epoch">The epoch, 0-based.</param>
    /// <param name="epochOfFit">The epoch of this fit, 1-based: what Keras seeds its shuffling with.</param>
    public Tensor? Order(ShuffleMode mode, long seed, int epoch, int epochOfFit)
    {
        using DisposeScope scope = NewDisposeScope();
        return SampleOrder.Of(mode, Count, batchSize, seed, epoch, epochOfFit)?.to(device).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (DeviceArray? array in inputs.Concat(targets).Append(weights))
            array?.Dispose();
    }
}
