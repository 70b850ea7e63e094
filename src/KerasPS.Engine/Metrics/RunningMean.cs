using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>A weighted mean whose sums stay on the device, in single precision as in Keras.</summary>
internal sealed class RunningMean
{
    private readonly RunningSum total = new(ScalarType.Float32);
    private readonly RunningSum weights = new(ScalarType.Float32);
    private double count;

    /// <summary>The sums and the number of values.</summary>
    public IReadOnlyList<SavedTensor?> State
    {
        get
        {
            using Tensor number = full([], count, ScalarType.Float64);
            return [total.State, weights.State, SavedTensor.Of(number)];
        }

        set
        {
            (total.State, weights.State) = (value[0], value[1]);
            using Tensor number = value[2]!.ToTensor();
            count = number.item<double>();
        }
    }

    public void Reset()
    {
        total.Reset();
        weights.Reset();
        count = 0;
    }

    /// <summary>
    /// Adds the values of a batch: each sample's mean counts once, or as often as its weight says. Weights of several axes belong to
    /// the values along them, and their mean is the sample's weight.
    /// </summary>
    public void Add(Tensor values, Tensor? weight)
    {
        if (values.numel() == 0)
            return;
        if (weight is not null)
        {
            (values, weight) = KerasMath.SameRank(values, KerasMath.As(weight, values.dtype));
            if (weight.ndim > values.ndim)
                throw SampleWeights.DoNotFit(values, weight);
            if (weight.ndim < values.ndim)
                values = values.mean(Enumerable.Range((int)weight.ndim, (int)(values.ndim - weight.ndim)).Select(axis => (long)axis).ToArray());
            values = values * weight;
            weights.Add(weight.sum(), 1.0 / ValuesOfSample(weight));
        }

        total.Add(values.sum(), 1.0 / ValuesOfSample(values));
        if (weight is null)
            count += Samples(values);
    }

    /// <summary>Adds one value that stands for several samples.</summary>
    public void AddMean(Tensor value, long samples)
    {
        total.Add(value, samples);
        count += samples;
    }

    public double Result()
    {
        double divisor = count + (weights.Result()?[0] ?? 0);
        return divisor == 0 ? 0 : (float)(total.Result()![0] / divisor);
    }

    private static long Samples(Tensor values) => values.ndim == 0 ? 1 : values.size(0);

    private static double ValuesOfSample(Tensor values) => values.numel() / (double)Samples(values);
}
