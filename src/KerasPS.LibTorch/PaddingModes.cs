namespace TorchSharp;

/// <summary>What padding is filled with.</summary>
public enum PaddingModes
{
    Constant = 4,
}
