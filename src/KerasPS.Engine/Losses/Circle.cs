using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// Brings the embeddings of one class together and pushes those of different classes apart. Outputs are embeddings of length 1, of
/// shape <c>(batch, features)</c>; labels are integers of shape <c>(batch)</c>. The mean is over the samples whose loss is above
/// 0. From "Circle Loss: A Unified Perspective of Pair Similarity Optimization" (Sun et al., 2020).
/// </summary>
/// <param name="gamma">The scale of the similarities.</param>
/// <param name="margin">The margin between classes.</param>
/// <param name="removeDiagonal">Whether a sample is no pair with itself.</param>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
public sealed class Circle(
    double gamma = 80.0,
    double margin = 0.4,
    bool removeDiagonal = true,
    LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    /// <summary>The scale of the similarities.</summary>
    public double Gamma { get; } = gamma;

    /// <summary>The margin between classes.</summary>
    public double Margin { get; } = margin;

    /// <summary>Whether a sample is no pair with itself.</summary>
    public bool RemoveDiagonal { get; } = removeDiagonal;

    /// <inheritdoc/>
    public override LabelKind? Labels => null;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        Tensor distance = nn.functional.relu(1.0 - yPred.mm(yPred.t()));
        Tensor classes = yTrue.reshape(-1, 1);
        Tensor isPositive = classes.eq(classes.t());
        Tensor isNegative = isPositive.eq(false);
        if (RemoveDiagonal)
        {
            Tensor number = arange(0, classes.size(0), 1, device: yPred.device);
            isPositive = isPositive * number.unsqueeze(0).eq(number.unsqueeze(1)).eq(false);
        }

        Tensor near = nn.functional.relu(distance + Margin) * (distance - Margin) * Gamma;
        Tensor apart = nn.functional.relu(1 + Margin - distance) * (1 - Margin - distance) * Gamma;
        return nn.functional.softplus(LogSumExp(near, isPositive) + LogSumExp(apart, isNegative));
    }

    internal override Tensor? Mask(Tensor yTrue, Tensor losses) => losses.gt(0);

    private static Tensor LogSumExp(Tensor values, Tensor isPair) =>
        where(isPair, values, full([], double.NegativeInfinity, values.dtype, values.device)).logsumexp(1);
}
