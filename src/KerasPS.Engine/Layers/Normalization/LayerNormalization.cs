using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Normalises each sample over some of its axes, with the mean and variance of just these values (Ba et al. 2016). The output has the
/// input's shape.
/// </summary>
/// <param name="axis">
/// The axes to normalise over, the batch axis counted as 0; -1, the features, by default. Gamma and beta have their sizes.
/// </param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether gamma multiplies.</param>
public sealed class LayerNormalization(
    long[]? axis = null,
    double epsilon = 0.001,
    bool center = true,
    bool scale = true)
    : ScaledNormalization(Require.Positive(epsilon, nameof(LayerNormalization), nameof(epsilon)), center, scale)
{
    /// <summary>The axes to normalise over, the batch axis counted as 0.</summary>
    public long[] Axis { get; } = axis ?? [-1];

    internal override bool CastsInputs => false;

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        Tensor x = KerasMath.AtLeastSingle(input);
        long[] sizes = x.shape;
        int[] axes = AxesOf(sizes[1..]);
        Tensor? gamma = Gamma(x.dtype);
        Tensor? beta = Beta(x.dtype);
        if (axes[0] == sizes.Length - axes.Length)
            return ToComputeDtype(nn.functional.layer_norm(x, sizes[axes[0]..], gamma, beta, Epsilon), input);
        (Tensor mean, Tensor variance) = KerasMath.Moments(x, Array.ConvertAll(axes, at => (long)at));
        long[] spread = SampleAxes.BroadcastShape(axes, sizes);
        return ToComputeDtype(Normalize(x, mean, variance, gamma?.reshape(spread), beta?.reshape(spread)), input);
    }

    private protected override int[] AxesOf(IReadOnlyList<long> sampleShape) => SampleAxes.Resolve(this, Axis, sampleShape);
}
