namespace KerasPS.Build;

/// <summary>The value of <c>--torch</c>: which assembly provides the TorchSharp API.</summary>
internal enum TorchProvider
{
    TorchSharp,
    LibTorch,
}
