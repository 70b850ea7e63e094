using KerasPS.Losses;

namespace KerasPS;

/// <summary>The predictions of one output of a model.</summary>
public sealed class OutputPrediction
{
    private readonly Loss? loss;

    internal OutputPrediction(string name, float[] values, IReadOnlyList<long> shape, IReadOnlyList<string> className, Loss? loss)
    {
        this.loss = loss;
        Name = name;
        Values = values;
        Shape = shape;
        ClassName = className;
        Size = (int)KerasPS.Shape.Size(shape);
    }

    /// <summary>The output's name.</summary>
    public string Name { get; }

    /// <summary>All values, row-major: the samples, then <see cref="Shape"/>.</summary>
    public float[] Values { get; }

    /// <summary>The shape of one sample's output.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The names of the classes, where the model was trained on named classes.</summary>
    public IReadOnlyList<string> ClassName { get; }

    /// <summary>The number of samples.</summary>
    public int Count => Size == 0 ? 0 : Values.Length / Size;

    private int Size { get; }

    /// <summary>
    /// The probability of each class for one sample, as the loss that the output was trained with reads it; null where the output
    /// is not a classifier's.
    /// </summary>
    /// <param name="sample">The sample, from 0.</param>
    public float[]? ProbabilitiesOf(int sample) => loss?.Probabilities(Of(sample));

    /// <summary>The values for one sample.</summary>
    /// <param name="sample">The sample, from 0.</param>
    public float[] Of(int sample) => Values[(sample * Size)..((sample + 1) * Size)];
}
