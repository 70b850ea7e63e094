using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>A weighted mean whose sum stays on the device, in single precision as in Keras.</summary>
internal sealed class RunningMean
{
    private Tensor? total;
    private Tensor? weights;
    private double count;

    public void Reset()
    {
        using IDisposable noGrad = no_grad();
        total?.zero_();
        weights?.zero_();
        count = 0;
    }

    /// <summary>Adds the values of a batch; of several axes, a sample's mean counts where it has a weight.</summary>
    public void Add(Tensor values, Tensor? sampleWeight)
    {
        if (sampleWeight is null)
        {
            AddSum(values.sum(), values.numel());
            return;
        }

        if (values.ndim > 1)
            values = values.mean(Enumerable.Range(1, (int)values.ndim - 1).Select(axis => (long)axis).ToArray());
        AddSum((values * sampleWeight).sum(), 0);
        (weights ??= Accumulator(values)).add_(sampleWeight.sum());
    }

    /// <summary>Adds one value that stands for several samples.</summary>
    public void AddMean(Tensor value, long samples)
    {
        (total ??= Accumulator(value)).add_(value, samples);
        count += samples;
    }

    public double Result()
    {
        double divisor = count + (weights?.item<float>() ?? 0);
        return total is null || divisor == 0 ? 0 : (float)(total.item<float>() / divisor);
    }

    private void AddSum(Tensor sum, long samples)
    {
        (total ??= Accumulator(sum)).add_(sum);
        count += samples;
    }

    private static Tensor Accumulator(Tensor like) =>
        zeros([], ScalarType.Float32, like.device).DetachFromDisposeScope();
}
