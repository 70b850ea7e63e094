using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>The sum of the gradients of several batches, whose mean makes one step: Keras's <c>gradient_accumulation_steps</c>.</summary>
/// <param name="sum">The sum: a slot of the optimizer's state.</param>
/// <param name="batches">The number of batches.</param>
internal sealed class GradientAccumulator(Tensor sum, int batches)
{
    /// <summary>Adds the gradients of a batch; with the last of a group, they are overwritten by the mean of the group.</summary>
    /// <param name="gradients">The gradients.</param>
    /// <param name="batch">The number of batches before this one.</param>
    /// <returns>Whether it was the last of a group.</returns>
    public bool Add(Tensor gradients, long batch)
    {
        bool isLast = (batch + 1) % batches == 0;
        if (isLast)
            gradients.add_(sum).div_(batches);
        else
            sum.add_(gradients);
        return isLast;
    }

    /// <summary>Resets the sum, for the next group.</summary>
    public void Reset() => sum.fill_(0);
}
