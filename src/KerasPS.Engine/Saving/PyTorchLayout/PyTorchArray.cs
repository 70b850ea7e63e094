using static TorchSharp.torch;

namespace KerasPS.Saving.PyTorchLayout;

/// <summary>An array of a PyTorch module.</summary>
/// <param name="Name">Its name within the module, e.g. <c>weight</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Make">Makes it of a layer's variables.</param>
internal sealed record PyTorchArray(string Name, long[] Shape, Func<Tensor> Make);
