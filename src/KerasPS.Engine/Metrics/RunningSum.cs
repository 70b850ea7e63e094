using KerasPS.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>A sum of tensors of one shape that stays on their device.</summary>
/// <param name="type">The type it is kept in: double precision, where even large counts are exact, unless Keras's rounding is needed.</param>
internal sealed class RunningSum(ScalarType type = ScalarType.Float64)
{
    private Tensor? sum;

    public void Reset()
    {
        using IDisposable noGrad = no_grad();
        sum?.fill_(0);
    }

    /// <summary>Adds values, times a factor.</summary>
    public void Add(Tensor values, double factor = 1) => Accumulator(values.shape, values).add_(values, factor);

    /// <summary>Adds weights, or 1 where there are none, at the positions of a vector that integers index.</summary>
    public void AddAt(Tensor index, Tensor? weight, long places)
    {
        Tensor added = weight is null ? ones([1], type, index.device) : KerasMath.As(weight, type);
        Accumulator([places], index).scatter_add_(0, index.reshape(-1), added.expand(index.shape).reshape(-1));
    }

    /// <summary>The sum as it is; null where nothing was added yet.</summary>
    public SavedTensor? State
    {
        get => sum is null ? null : SavedTensor.Of(sum);
        set
        {
            sum?.Dispose();
            using DisposeScope scope = NewDisposeScope();
            sum = value?.ToTensor().DetachFromDisposeScope();
        }
    }

    /// <summary>The values, row-major; waits for the device. Null where nothing was added yet.</summary>
    public double[]? Result()
    {
        using Tensor? values = sum?.to(ScalarType.Float64, CPU, copy: true);
        return values?.data<double>().ToArray();
    }

    private Tensor Accumulator(long[] shape, Tensor like)
    {
        if (sum is null)
            sum = zeros(shape, type, like.device).DetachFromDisposeScope();
        else if (!KerasMath.AreOnOneDevice(sum, like))
            sum = sum.to(like.device, disposeAfter: true).DetachFromDisposeScope();
        return sum;
    }
}
