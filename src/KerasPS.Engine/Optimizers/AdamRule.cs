using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>What Adam and its variants share. Powers are computed in single precision, as in Keras.</summary>
internal static class AdamRule
{
    /// <summary>Updates the running averages of gradients and of their squares.</summary>
    public static void UpdateMoments(Tensor mean, Tensor square, Tensor g, double beta1, double beta2)
    {
        mean.mul_(beta1).add_(g, 1 - beta1);
        square.mul_(beta2).addcmul_(g, g, 1 - beta2);
    }

    /// <summary>What a running average that began with 0 must be divided by: <c>1 - β^t</c>.</summary>
    /// <param name="beta">The decay rate.</param>
    /// <param name="t">The number of updates.</param>
    public static float Correction(double beta, long t) => 1 - MathF.Pow((float)beta, t);

    /// <summary>The bias-corrected learning rate: <c>lr sqrt(1 - β2^t) / (1 - β1^t)</c>.</summary>
    public static float Rate(float lr, double beta1, double beta2, long t) => lr * MathF.Sqrt(Correction(beta2, t)) / Correction(beta1, t);
}
