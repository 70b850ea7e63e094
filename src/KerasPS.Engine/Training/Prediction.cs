using KerasPS.Losses;

namespace KerasPS;

/// <summary>The outputs of a model for some samples.</summary>
public sealed class Prediction
{
    private readonly Loss? loss;

    internal Prediction(float[] values, IReadOnlyList<long> shape, IReadOnlyList<string> className, Loss? loss)
    {
        this.loss = loss;
        Values = values;
        Shape = shape;
        ClassName = className;
        Size = (int)Layers.Shape.Size(shape);
    }

    /// <summary>All outputs, row-major: the samples, then <see cref="Shape"/>.</summary>
    public float[] Values { get; }

    /// <summary>The shape of one sample's output.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The names of the classes, where the model was trained on named classes.</summary>
    public IReadOnlyList<string> ClassName { get; }

    /// <summary>The number of samples.</summary>
    public int Count => Size == 0 ? 0 : Values.Length / Size;

    private int Size { get; }

    /// <summary>
    /// The probability of each class for one sample, as the loss that the model was trained with reads its outputs; null where the
    /// model is no classifier.
    /// </summary>
    /// <param name="sample">The sample, from 0.</param>
    public float[]? ProbabilitiesOf(int sample) => loss?.Probabilities(Of(sample));

    /// <summary>The outputs for one sample.</summary>
    /// <param name="sample">The sample, from 0.</param>
    public float[] Of(int sample) => Values[(sample * Size)..((sample + 1) * Size)];
}
