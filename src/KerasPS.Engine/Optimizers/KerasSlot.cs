using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>One array of an optimizer's state in Keras.</summary>
/// <param name="Path">What it is, e.g. <c>dense/kernel/momentum</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Values">The values, which can be overwritten; null where Keras keeps something that is not needed, zeros then.</param>
internal readonly record struct KerasSlot(string Path, IReadOnlyList<long> Shape, Tensor? Values)
{
    public static KerasSlot Of(OptimizerSlot slot) => new(slot.Path, slot.Values.shape, slot.Values);
}
