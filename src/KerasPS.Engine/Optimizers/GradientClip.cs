using KerasPS.Layers;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>Clips gradients, in place.</summary>
internal static class GradientClip
{
    /// <summary>By value (clipvalue).</summary>
    public static void ByValue(FlatParameters parameters, double limit) => parameters.Gradients.clamp_(-limit, limit);

    /// <summary>By the norm of each variable's gradient (clipnorm).</summary>
    public static void ByNorm(FlatParameters parameters, double limit)
    {
        foreach ((Variable variable, long offset) in parameters.Offsets())
        {
            Tensor gradient = parameters.Gradients.narrow(0, offset, variable.Count);
            gradient.mul_(ScaleTo(limit, NormOf(gradient)));
        }
    }

    /// <summary>By the norm of all gradients together (global_clipnorm); all become NaN where that norm is not finite, as in Keras.</summary>
    public static void ByGlobalNorm(FlatParameters parameters, double limit)
    {
        Tensor norm = NormOf(parameters.Gradients);
        parameters.Gradients.mul_(ScaleTo(limit, norm).add_(norm - norm));
    }

    private static Tensor NormOf(Tensor gradient) => gradient.square().sum().sqrt();

    private static Tensor ScaleTo(double limit, Tensor norm) => full([], limit, norm.dtype, norm.device).div_(norm.clamp_min(limit));
}
