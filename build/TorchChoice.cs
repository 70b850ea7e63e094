namespace KerasPS.Build;

/// <summary>The value of <c>--torch</c>: which assembly provides the TorchSharp API.</summary>
internal enum TorchChoice
{
    /// <summary>TorchSharp where the package source serves it for this platform, else LibTorch.</summary>
    Auto,
    TorchSharp,
    LibTorch,
}
