namespace KerasPS;

/// <summary>The outputs of a model for some samples. The members besides <see cref="Outputs"/> are those of the first output.</summary>
public sealed class Prediction
{
    internal Prediction(IReadOnlyList<OutputPrediction> outputs) => Outputs = outputs;

    /// <summary>The predictions of each output.</summary>
    public IReadOnlyList<OutputPrediction> Outputs { get; }

    /// <inheritdoc cref="OutputPrediction.Values"/>
    public float[] Values => Outputs[0].Values;

    /// <inheritdoc cref="OutputPrediction.Shape"/>
    public IReadOnlyList<long> Shape => Outputs[0].Shape;

    /// <inheritdoc cref="OutputPrediction.ClassName"/>
    public IReadOnlyList<string> ClassName => Outputs[0].ClassName;

    /// <inheritdoc cref="OutputPrediction.Count"/>
    public int Count => Outputs[0].Count;

    /// <inheritdoc cref="OutputPrediction.ProbabilitiesOf"/>
    public float[]? ProbabilitiesOf(int sample) => Outputs[0].ProbabilitiesOf(sample);

    /// <inheritdoc cref="OutputPrediction.Of"/>
    public float[] Of(int sample) => Outputs[0].Of(sample);
}
