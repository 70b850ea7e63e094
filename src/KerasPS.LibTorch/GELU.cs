namespace TorchSharp.Modules;

/// <summary>What <see cref="torch.nn.functional.gelu"/> can be asked for.</summary>
public static class GELU
{
    /// <summary>How the normal distribution's function is computed.</summary>
    public enum Approximate
    {
        none,
        tanh,
    }
}
