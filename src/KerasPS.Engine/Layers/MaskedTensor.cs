using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>A batch on its way between two layers.</summary>
/// <param name="Value">The values.</param>
/// <param name="Mask">Which time steps are no padding, booleans <c>(batch, time)</c>; null for all.</param>
internal readonly record struct MaskedTensor(Tensor Value, Tensor? Mask = null);
