using System.Globalization;
using KerasPS.Activations;
using KerasPS.Data;
using KerasPS.Layers;
using KerasPS.Losses;

namespace KerasPS;

/// <summary>
/// What a training is warned of before its first epoch: it will run, as in Keras, but hardly learn what was meant.
/// </summary>
internal static class FitAdvice
{
    /// <summary>Features of greater values than these hold up training; percentages do not.</summary>
    private const float LargeFeature = 100;

    private const int ShownFeatures = 4;

    /// <summary>One message for each likely mistake.</summary>
    /// <param name="model">A model that is built.</param>
    /// <param name="data">The training data.</param>
    /// <param name="compilation">What it is trained with.</param>
    public static IEnumerable<string> For(Model model, ModelData data, ModelCompilation compilation)
    {
        if (LargeFeatures(model, data) is { } features)
            yield return features;
        for (int i = 0; i < data.Targets.Count; i++)
        {
            if (compilation.Outputs[i].Loss is not { } loss || data.Targets[i] is not { } labels)
                continue;
            (Layer layer, ActivationFunction? activation) = LastOf(model, i);
            string last = $"the last layer '{layer.Name}'";
            if (activation is not null && Mismatch(loss, activation, model.OutputShapes[i], labels) is { } mismatch)
                yield return $"The activation {activation} of {last} {mismatch}";
            if (loss.ComparesAmounts && data.ClassNames[i].Count > 1 && labels.Shape.Count == 0)
                yield return $"The loss {loss.ClassName} treats the class indices of the labels as continuous values, and predictions will be continuous too. {LabelAdvice.For(labels, data.ClassNames[i])}";
            if (loss.ComparesAmounts && HasAccuracy(compilation.Outputs[i]) && labels.Size == 1 && labels.FirstThat(value => value is not (0 or 1)) is not null)
                yield return "Accuracy counts outputs that equal their label or are on the same side of 0.5, which says little about continuous values; use metrics such as mean_absolute_error or r2_score.";
        }
    }

    /// <summary>Features of a table that a Dense layer receives unscaled.</summary>
    private static string? LargeFeatures(Model model, ModelData data)
    {
        IReadOnlyList<string> names = data.Source.FeatureName;
        if (model is not Sequential { Layers: [Dense first, ..] } || data.Inputs is not [{ } input] || input.Size != names.Count)
            return null;
        float[] largest = new float[names.Count];
        foreach (ReadOnlyMemory<float> chunk in input.Chunks())
        {
            ReadOnlySpan<float> values = chunk.Span;
            for (int i = 0; i < values.Length; i++)
                largest[i % largest.Length] = Math.Max(largest[i % largest.Length], Math.Abs(values[i]));
        }

        string[] large = largest.Select((value, i) => (value, i)).Where(pair => pair.value > LargeFeature)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{names[pair.i]} to {pair.value:0.#}")).ToArray();
        if (large.Length == 0)
            return null;
        string shown = string.Join(", ", large.Take(ShownFeatures)) + (large.Length > ShownFeatures ? $" and {large.Length - ShownFeatures} more" : "");
        return $"The first layer '{first.Name}' receives features with large values ({shown}), from which models learn slowly or nothing. Begin the model with a layer that scales them: New-NormalizationLayer -Data with the training data.";
    }

    private static string? Mismatch(Loss loss, ActivationFunction activation, IReadOnlyList<long> output, DataArray labels)
    {
        (double low, double high) = activation.Range;
        bool isProbability = low >= 0 && high <= 1;
        if (activation is Activations.Softmax && output[^1] == 1)
            return "makes its one unit 1 for every sample: for one unit take sigmoid, or no activation for amounts.";
        if (loss.ReadsProbabilities && !isProbability)
            return $"gives other values than probabilities, but the loss {loss.ClassName} reads them as such: take {(loss is BinaryLabelLoss ? "sigmoid" : "softmax")}{(loss is Crossentropy ? ", or sigmoid for one unit" : "")}{(activation is Linear ? ", or a loss with -FromLogits" : "")}.";
        if (!loss.ReadsProbabilities && isProbability && loss.Probabilities(new float[output[^1]]) is not null)
            return $"gives probabilities, but the loss {loss.ClassName} is to take logits: leave out -FromLogits, or the activation.";
        if (!loss.ComparesAmounts)
            return null;
        (float least, float greatest) = labels.Range();
        if (least >= low && greatest <= high)
            return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"gives values {(double.IsInfinity(low) ? "" : $"from {low} ")}{(double.IsInfinity(high) ? "up" : $"to {high}")}, beyond which the labels go (from {least} to {greatest}): give the layer no activation.");
    }

    private static bool HasAccuracy(OutputCompilation output) => output.Metrics.Concat(output.WeightedMetrics).Any(metric => metric is Metrics.AccuracyByShape or Metrics.BinaryAccuracy);

    /// <summary>The layer that an output comes from, and its activation where it has one that is known.</summary>
    private static (Layer Layer, ActivationFunction? Activation) LastOf(Model model, int output)
    {
        Layer last = model is Functional functional ? functional.Outputs[output].Layer : model.Layers[^1];
        return last switch
        {
            Sequential inner => LastOf(inner, 0),
            BiasLayer layer => (layer, layer.Activation),
            Layers.Activation layer => (layer, layer.activation),
            Layers.Softmax layer => (layer, new Activations.Softmax(-1)),
            _ => (last, null),
        };
    }
}
