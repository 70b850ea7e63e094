using static TorchSharp.torch;

namespace KerasPS;

/// <summary>Makes batches of samples, wherever these are.</summary>
internal interface IBatchMaker : IDisposable
{
    /// <summary>Where the order of the samples has to be.</summary>
    Device OrderDevice { get; }

    /// <summary>Makes a batch, which lives in the caller's innermost dispose scope.</summary>
    /// <param name="first">The position of its first sample in the order.</param>
    /// <param name="count">The number of its samples.</param>
    /// <param name="order">The samples of an epoch in their order; null for that of the data.</param>
    Batch Make(int first, int count, Tensor? order);
}
