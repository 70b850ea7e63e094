using KerasPS.Layers;
using static TorchSharp.torch;

namespace KerasPS.Saving.PyTorchLayout;

/// <summary>What a variable is made of.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Names">The names of the arrays within the module.</param>
/// <param name="Make">Makes the variable's values of those arrays.</param>
internal sealed record PyTorchSource(Variable Variable, string[] Names, Func<Tensor[], Tensor> Make);
