using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Divides the channels into groups and normalises each sample's groups with their own mean and variance (Wu and He 2018). The output
/// has the input's shape.
/// </summary>
/// <param name="groups">The number of groups, by which the number of channels is divisible; -1 makes each channel a group (instance normalisation).</param>
/// <param name="axis">The axis of the channels, the batch axis counted as 0.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether gamma multiplies.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-GroupNormalizationLayer 4) -InputShape 28, 28, 16 | Get-ModelSummary
/// </code>
/// 16 channels in 4 groups.
/// </example>
/// <example>
/// <code>
/// New-GroupNormalizationLayer -Group -1
/// </code>
/// Each channel alone: instance normalisation.
/// </example>
public sealed class GroupNormalization(
    int groups = 32,
    int axis = -1,
    double epsilon = 0.001,
    bool center = true,
    bool scale = true)
    : ScaledNormalization(Require.Positive(epsilon, nameof(GroupNormalization), nameof(epsilon)), center, scale)
{
    /// <summary>The number of groups; -1 for one group per channel.</summary>
    public int Groups { get; } = groups == -1 ? -1 : Require.Positive(groups, nameof(GroupNormalization), nameof(groups));

    /// <summary>The axis of the channels, the batch axis counted as 0.</summary>
    public int Axis { get; } = axis;

    internal override bool CastsInputs => false;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape)
    {
        long channels = inputShape[AxesOf(inputShape)[0] - 1];
        return channels < 0 || Groups == -1 || channels % Groups == 0
            ? inputShape
            : throw WrongShape(inputShape, $"(..., channels) with a number of channels divisible by groups ({Groups})");
    }

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        Tensor x = KerasMath.AtLeastSingle(input);
        int at = AxesOf(x.shape[1..])[0];
        long[] channelsFirst = [0, at, .. Enumerable.Range(1, (int)x.ndim - 1).Where(axis => axis != at).Select(axis => (long)axis)];
        long[] back = [.. Enumerable.Range(0, (int)x.ndim).Select(axis => (long)Array.IndexOf(channelsFirst, axis))];
        Tensor first = x.permute(channelsFirst);
        long count = Groups == -1 ? first.size(1) : Groups;

        // With channels last libtorch is quick for groups and slow for single channels.
        Tensor laid = count == first.size(1) ? first.contiguous() : first;
        return ToComputeDtype(nn.functional.group_norm(laid, count, Gamma(x.dtype), Beta(x.dtype), Epsilon).permute(back), input);
    }

    private protected override int[] AxesOf(IReadOnlyList<long> sampleShape) => [SampleAxes.Resolve(this, Axis, sampleShape)];
}
