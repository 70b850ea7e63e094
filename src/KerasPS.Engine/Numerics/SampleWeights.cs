using static TorchSharp.torch;

namespace KerasPS.Numerics;

/// <summary>How losses and metrics bring sample weights and masks together with the values that they weigh.</summary>
internal static class SampleWeights
{
    /// <summary>
    /// Values and their weights, ready to be multiplied: of equal rank, as <see cref="KerasMath.SameRank"/> does it, then as
    /// <see cref="InRankOf"/>.
    /// </summary>
    public static (Tensor Values, Tensor Weight) Aligned(Tensor values, Tensor weight)
    {
        (values, weight) = KerasMath.SameRank(values, KerasMath.As(weight, values.dtype));
        return (values, values.ndim == 0 ? weight : InRankOf(values, weight));
    }

    /// <summary>The weight in the rank of the values: one of fewer axes holds for all values of its sample or time step.</summary>
    public static Tensor InRankOf(Tensor values, Tensor weight)
    {
        if (weight.ndim == values.ndim + 1 && weight.size(-1) == 1)
            return weight.squeeze(-1);
        if (weight.ndim > values.ndim)
            throw DoNotFit(values, weight);
        while (weight.ndim < values.ndim)
            weight = weight.unsqueeze(-1);
        return weight;
    }

    /// <summary>Weights of which those that a mask leaves out are 0; the mask alone where there are none, and null without both.</summary>
    public static Tensor? Masked(Tensor? weight, Tensor? mask, ScalarType type)
    {
        if (mask is null || weight is null)
            return (mask ?? weight) is { } given ? KerasMath.As(given, type) : null;
        (Tensor valid, Tensor aligned) = Aligned(KerasMath.As(mask, type), weight);
        return valid * aligned;
    }

    /// <summary>The error for weights or a mask of more axes than there are values.</summary>
    public static KerasException DoNotFit(Tensor values, Tensor weight) => new(
        "ShapeMismatch",
        $"Sample weights or a mask of shape ({string.Join(", ", weight.shape)}) do not fit values of shape ({string.Join(", ", values.shape)}). "
        + "For outputs of one value per time step give labels of shape (batch, time, 1).");
}
