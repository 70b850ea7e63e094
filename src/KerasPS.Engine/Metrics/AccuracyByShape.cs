using KerasPS.Configuration;
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
    private bool isRestored;

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <summary>The form that fitted the first batch; null before it.</summary>
    internal Metric? Form { get; private set; }

    /// <summary>All forms are means, so that any stands for the one that the next labels will tell.</summary>
    internal override IReadOnlyList<SavedTensor?> State
    {
        get => Form?.State ?? [];
        set
        {
            if (Form is not null && !isRestored && value.Count > 0)
                Form.State = value;
            else
                (Form, isRestored) = value.Count == 0 ? (null, false) : (new CategoricalAccuracy { Name = Name, State = value }, true);
        }
    }

    private protected override string DefaultName => "accuracy";

    /// <inheritdoc/>
    public override void Reset() => Form?.Reset();

    /// <inheritdoc/>
    public override double Result() => Form?.Result() ?? 0;

    /// <inheritdoc/>
    protected override void Accumulate(Tensor yTrue, Tensor yPred, Tensor? sampleWeight, Tensor? mask)
    {
        if (Form is not null && !isRestored)
        {
            Form.Update(yTrue, yPred, sampleWeight, mask);
            return;
        }

        Metric form = KerasMath.FormOf(yTrue, yPred) switch
        {
            LabelForm.Binary => new BinaryAccuracy { Name = Name },
            LabelForm.Sparse => new SparseCategoricalAccuracy { Name = Name },
            _ => new CategoricalAccuracy { Name = Name },
        };
        if (Form is not null)
            form.State = Form.State;
        (Form, isRestored) = (form, false);
        Form.Update(yTrue, yPred, sampleWeight, mask);
    }
}
