using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>The exponential moving average of the weights, Keras's <c>use_ema</c>.</summary>
/// <param name="weights">The weights.</param>
/// <param name="average">Their average: a slot of the optimizer's state.</param>
internal sealed class WeightAverage(Tensor weights, Tensor average)
{
    /// <summary>Whether weights and average have changed places.</summary>
    public bool IsInModel { get; set; }

    /// <summary>Whether there were steps since the weights last became the average.</summary>
    public bool IsNewer { get; set; }

    /// <summary>Adds the weights after a step.</summary>
    /// <param name="momentum">The share of the average that is kept; 0 in the first step.</param>
    /// <param name="overwrites">Whether the weights become the average.</param>
    public void Add(double momentum, bool overwrites)
    {
        average.mul_(momentum).add_(weights, 1 - momentum);
        IsNewer = true;
        if (overwrites)
            weights.copy_(average);
    }

    /// <summary>Weights and average change places.</summary>
    public void Swap()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor before = weights.clone();
        weights.copy_(average);
        average.copy_(before);
        IsInModel = !IsInModel;
    }

    /// <summary>The weights become the average, if it is newer than when they last did.</summary>
    public void Take()
    {
        if (!IsNewer)
            return;
        using IDisposable noGrad = no_grad();
        if (IsInModel)
            average.copy_(weights);
        else
            weights.copy_(average);
        (IsNewer, IsInModel) = (false, false);
    }
}
