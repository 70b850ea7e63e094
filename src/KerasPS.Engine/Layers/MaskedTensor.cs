using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>A batch that is passed from one layer to the next, with its mask.</summary>
/// <param name="Value">The values.</param>
/// <param name="Mask">True for time steps that are not padding, booleans <c>(batch, time)</c>; null for all.</param>
internal readonly record struct MaskedTensor(Tensor Value, Tensor? Mask = null);
