using System.Globalization;
using KerasPS.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>A dataset on a device, handed out in batches.</summary>
internal sealed class BatchSource : IDisposable
{
    private readonly Tensor features;
    private readonly Tensor? labels;
    private readonly Tensor? weights;
    private readonly int batchSize;

    public BatchSource(Dataset data, int batchSize, Device device, IReadOnlyDictionary<int, double>? classWeight = null)
    {
        this.batchSize = Require.Positive(batchSize, "Training", nameof(batchSize));
        Count = data.Count;
        float[]? weighted = classWeight is null ? data.SampleWeights : ClassWeights(data, classWeight);
        features = Move(data.Features, data.Count, data.FeatureShape, device);
        labels = data.Labels is null ? null : Move(data.Labels, data.Count, data.LabelShape, device);
        weights = weighted is null ? null : Move(weighted, data.Count, [], device);
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
            if (order is null)
            {
                yield return () => new Batch(
                    features.narrow(0, from, count), labels?.narrow(0, from, count), weights?.narrow(0, from, count), count);
            }
            else
            {
                yield return () =>
                {
                    Tensor chosen = order.narrow(0, from, count);
                    return new Batch(
                        features.index_select(0, chosen), labels?.index_select(0, chosen), weights?.index_select(0, chosen), count);
                };
            }
        }
    }

    /// <summary>The order of an epoch's samples on the device, or null for the order of the data.</summary>
    /// <param name="mode">How to shuffle.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="epoch">The epoch, 0-based.</param>
    /// <param name="epochOfFit">The epoch of this fit, 1-based: what Keras seeds its shuffling with.</param>
    public Tensor? Order(ShuffleMode mode, long seed, int epoch, int epochOfFit)
    {
        if (mode == ShuffleMode.None)
            return null;
        ulong shuffleSeed = mode == ShuffleMode.Seeded ? new SplitMix64((ulong)seed ^ ((ulong)epoch << 32)).Next() >> 1 : (ulong)epochOfFit;
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(shuffleSeed);
        Tensor order = mode == ShuffleMode.Batch ? WithinBatches(generator) : randperm(Count, generator: generator);
        return order.to(features.device).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        features.Dispose();
        labels?.Dispose();
        weights?.Dispose();
    }

    private Tensor WithinBatches(Generator generator)
    {
        List<Tensor> parts = [];
        for (int start = 0; start < Count; start += batchSize)
            parts.Add(randperm(Math.Min(batchSize, Count - start), generator: generator).add(start));
        return cat(parts.ToArray());
    }

    private static Tensor Move(float[] values, int count, IReadOnlyList<long> shape, Device device)
    {
        using DisposeScope scope = NewDisposeScope();
        return frombuffer(values, ScalarType.Float32).view([count, .. shape]).to(device).DetachFromDisposeScope();
    }

    private static float[] ClassWeights(Dataset data, IReadOnlyDictionary<int, double> classWeight)
    {
        if (data.SampleWeights is not null)
        {
            throw new KerasException(
                "InvalidValue",
                KerasErrorKind.InvalidArgument,
                "The data has sample weights, so class weights cannot be given too.");
        }

        RequireClasses(data, classWeight);
        float[] labels = data.Labels ?? [];
        int classes = (int)Layers.Shape.Size(data.LabelShape);
        float[] result = new float[data.Count];
        for (int i = 0; i < result.Length; i++)
        {
            int label = classes == 1 ? (int)MathF.Round(labels[i]) : LargestAt(labels.AsSpan(i * classes, classes));
            result[i] = (float)classWeight.GetValueOrDefault(label, 1.0);
        }

        return result;
    }

    /// <summary>Keras ignores the weight of a class that does not exist; it is more likely a mistake.</summary>
    private static void RequireClasses(Dataset data, IReadOnlyDictionary<int, double> classWeight)
    {
        long width = Layers.Shape.Size(data.LabelShape);
        long known = data.ClassName.Count > 0 ? data.ClassName.Count : width > 1 ? width : long.MaxValue;
        foreach ((int label, double weight) in classWeight)
        {
            if (label < 0 || label >= known)
            {
                throw new KerasException(
                    "InvalidValue",
                    KerasErrorKind.InvalidArgument,
                    $"There is a class weight for class {label}, but classes are numbered from 0{(known < long.MaxValue ? $" to {known - 1}" : "")}.",
                    label);
            }

            if (!double.IsFinite(weight) || weight < 0)
            {
                throw new KerasException(
                    "InvalidValue",
                    KerasErrorKind.InvalidArgument,
                    string.Create(CultureInfo.InvariantCulture, $"The weight of class {label} must be a finite number, 0 or above, not {weight}."),
                    weight);
            }
        }
    }

    private static int LargestAt(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[largest])
                largest = i;
        }

        return largest;
    }
}
