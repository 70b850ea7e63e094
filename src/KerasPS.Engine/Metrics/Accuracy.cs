using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>
/// Accuracy in the form that fits the shapes, as Keras chooses for <c>accuracy</c>: binary where the model has one output,
/// sparse where labels are class indices, else categorical. The name in the logs stays the one given.
/// </summary>
[KerasName("acc")]
public sealed class Accuracy : Metric
{
    private Metric? form;

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override void Reset() => form?.Reset();

    /// <inheritdoc/>
    public override void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null) =>
        (form ??= FormFor(yTrue, yPred)).Update(yTrue, yPred, sampleWeight);

    /// <inheritdoc/>
    public override double Result() => form?.Result() ?? 0;

    private static Metric FormFor(Tensor yTrue, Tensor yPred)
    {
        if (yPred.size(-1) == 1)
            return new BinaryAccuracy();
        return yTrue.ndim < yPred.ndim || yTrue.size(-1) == 1 ? new SparseCategoricalAccuracy() : new CategoricalAccuracy();
    }
}
