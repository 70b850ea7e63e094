using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>The exponential moving average of the weights, Keras's <c>use_ema</c>.</summary>
/// <param name="weights">The weights.</param>
/// <param name="average">Their average: a slot of the optimizer's state.</param>
internal sealed class WeightAverage(Tensor weights, Tensor average)
{
    /// <summary>Whether the model holds the average, and the slot the weights: <see cref="Swap"/> was called an odd number of times.</summary>
    public bool IsSwapped { get; set; }

    /// <summary>Whether there were steps since <see cref="OverwriteWeights"/>.</summary>
    public bool HasUpdates { get; set; }

    /// <summary>Updates the average after a step.</summary>
    /// <param name="momentum">The weight of the previous average; 0 in the first step.</param>
    /// <param name="overwrites">Whether the weights are set to the average.</param>
    public void Add(double momentum, bool overwrites)
    {
        average.mul_(momentum).add_(weights, 1 - momentum);
        HasUpdates = true;
        if (overwrites)
            weights.copy_(average);
    }

    /// <summary>Swaps weights and average.</summary>
    public void Swap()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor before = weights.clone();
        weights.copy_(average);
        average.copy_(before);
        IsSwapped = !IsSwapped;
    }

    /// <summary>Sets the weights to the average, if there were steps since this was last done.</summary>
    public void OverwriteWeights()
    {
        if (!HasUpdates)
            return;
        using IDisposable noGrad = no_grad();
        if (IsSwapped)
            average.copy_(weights);
        else
            weights.copy_(average);
        (HasUpdates, IsSwapped) = (false, false);
    }
}
