using KerasPS.Layers;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>Keeps gradients from being too large, in place.</summary>
internal static class GradientClip
{
    /// <summary>No value beyond a limit.</summary>
    public static void ByValue(FlatParameters parameters, double limit) => parameters.Gradients.clamp_(-limit, limit);

    /// <summary>No variable's gradient with a norm beyond a limit.</summary>
    public static void ByNorm(FlatParameters parameters, double limit)
    {
        foreach ((Variable variable, long offset) in parameters.Offsets())
        {
            Tensor gradient = parameters.Gradients.narrow(0, offset, variable.Count);
            gradient.mul_(ScaleTo(limit, NormOf(gradient)));
        }
    }

    /// <summary>No norm of all gradients together beyond a limit; all become NaN where that norm is not finite, as in Keras.</summary>
    public static void ByGlobalNorm(FlatParameters parameters, double limit)
    {
        Tensor norm = NormOf(parameters.Gradients);
        parameters.Gradients.mul_(ScaleTo(limit, norm).add_(norm - norm));
    }

    private static Tensor NormOf(Tensor gradient) => gradient.square().sum().sqrt();

    private static Tensor ScaleTo(double limit, Tensor norm) => full([], limit, norm.dtype, norm.device).div_(norm.clamp_min(limit));
}
