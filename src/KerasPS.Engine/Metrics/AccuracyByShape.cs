using KerasPS.Configuration;
using KerasPS.Losses;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>
/// Accuracy in the form that fits the shapes, as Keras chooses for the names <c>accuracy</c> and <c>acc</c>: binary where the model
/// has one output, sparse where labels are class indices, else categorical.
/// </summary>
[KerasName("accuracy", "acc")]
public sealed class AccuracyByShape : Metric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <summary>The form that fitted the first batch; null before it.</summary>
    internal Metric? Form { get; private set; }

    private protected override string DefaultName => "accuracy";

    /// <inheritdoc/>
    public override void Reset() => Form?.Reset();

    /// <inheritdoc/>
    public override double Result() => Form?.Result() ?? 0;

    /// <inheritdoc/>
    protected override void Accumulate(Tensor yTrue, Tensor yPred, Tensor? sampleWeight, Tensor? mask)
    {
        Form ??= KerasMath.FormOf(yTrue, yPred) switch
        {
            LabelForm.Binary => new BinaryAccuracy { Name = Name },
            LabelForm.Sparse => new SparseCategoricalAccuracy { Name = Name },
            _ => new CategoricalAccuracy { Name = Name },
        };
        Form.Update(yTrue, yPred, sampleWeight, mask);
    }
}
