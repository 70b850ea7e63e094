using KerasPS.Configuration;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The cross-entropy in the form that fits the shapes, as Keras chooses for the names <c>crossentropy</c> and <c>ce</c>: binary where
/// the model has one output, sparse where labels are class indices, else categorical. The outputs are probabilities.
/// </summary>
[KerasName("ce")]
public sealed class Crossentropy() : Loss(LossReduction.SumOverBatchSize)
{
    private static readonly BinaryCrossentropy Binary = new();
    private static readonly SparseCategoricalCrossentropy Sparse = new();
    private static readonly CategoricalCrossentropy Categorical = new();

    /// <inheritdoc/>
    public override LabelKind? Labels => null;

    internal override bool ReadsProbabilities => true;

    /// <inheritdoc/>
    public override float[]? Probabilities(float[] outputs) => ClassProbability.Binary(outputs, fromLogits: false) ?? outputs;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor yTrue, Tensor yPred) => FormOf(yTrue, yPred).PerSample(yTrue, yPred);

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) => PerSample(yTrue, yPred);

    private static Loss FormOf(Tensor yTrue, Tensor yPred) => KerasMath.FormOf(yTrue, yPred) switch
    {
        LabelForm.Binary => Binary,
        LabelForm.Sparse => Sparse,
        _ => Categorical,
    };
}
