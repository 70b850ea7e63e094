using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>How a layer is being called.</summary>
/// <param name="Training">True in a training step, where dropout drops and batch normalisation uses the batch's statistics.</param>
/// <param name="Generator">The source of random numbers of this training.</param>
public sealed record CallContext(bool Training, Generator Generator);
