using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>The base of metrics that are the mean of a value per sample.</summary>
public abstract class MeanMetric : Metric
{
    private readonly RunningMean mean = new();

    internal override IReadOnlyList<SavedTensor?> State { get => mean.State; set => mean.State = value; }

    /// <inheritdoc/>
    public override void Reset() => mean.Reset();

    /// <inheritdoc/>
    public override double Result() => mean.Result();

    /// <inheritdoc/>
    protected override void Accumulate(Tensor yTrue, Tensor yPred, Tensor? sampleWeight, Tensor? mask)
    {
        Tensor values = Values(yTrue, yPred);
        Tensor? weight = SampleWeights.Masked(sampleWeight, mask, values.dtype);
        mean.Add(values, weight is null ? null : SampleWeights.Masked(weight, Mask(yTrue, values), values.dtype));
    }

    /// <summary>One value per sample, of shape <c>(batch, ...)</c>.</summary>
    /// <param name="yTrue">The labels.</param>
    /// <param name="yPred">The model's outputs.</param>
    protected abstract Tensor Values(Tensor yTrue, Tensor yPred);

    /// <summary>Which values count among weighted ones, as a mask, where the metric itself leaves some out; else null.</summary>
    private protected virtual Tensor? Mask(Tensor yTrue, Tensor values) => null;
}
