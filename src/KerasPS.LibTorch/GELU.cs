namespace TorchSharp.Modules;

/// <summary>Options of <see cref="torch.nn.functional.gelu"/>.</summary>
public static class GELU
{
    /// <summary>How the normal distribution function is approximated.</summary>
    public enum Approximate
    {
        none,
        tanh,
    }
}
