using KerasPS.Losses;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>The base of metrics that are the mean of a loss's values.</summary>
/// <param name="loss">The loss.</param>
public abstract class LossMetric(Loss loss) : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Down;

    /// <inheritdoc/>
    public override LabelKind? Labels => loss.Labels;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) => loss.PerSample(yTrue, yPred);

    private protected override Tensor? Mask(Tensor yTrue, Tensor values) => loss.Mask(yTrue, values);
}
