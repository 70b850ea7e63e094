using KerasPS.Layers;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>One array of an optimizer's state.</summary>
/// <param name="Name">Keras's name of the slot, e.g. <c>momentum</c>.</param>
/// <param name="Variable">The variable that it belongs to; null for a number of the whole optimizer.</param>
/// <param name="Values">The values, which can be overwritten.</param>
internal readonly record struct OptimizerSlot(string Name, Variable? Variable, Tensor Values)
{
    /// <summary>A name that is unique in the optimizer's state, e.g. <c>dense/kernel/momentum</c>.</summary>
    public string Path => Variable is null ? Name : $"{Variable.Path}/{Name}";
}
