using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>The base of metrics that are the mean of a value a sample.</summary>
public abstract class MeanMetric : Metric
{
    private readonly RunningMean mean = new();

    /// <inheritdoc/>
    public override void Reset() => mean.Reset();

    /// <inheritdoc/>
    public override void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null) =>
        mean.Add(Values(yTrue, yPred), sampleWeight);

    /// <inheritdoc/>
    public override double Result() => mean.Result();

    /// <summary>One value a sample, of shape <c>(batch, ...)</c>.</summary>
    /// <param name="yTrue">The labels.</param>
    /// <param name="yPred">The model's outputs.</param>
    protected abstract Tensor Values(Tensor yTrue, Tensor yPred);
}
