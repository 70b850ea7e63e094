namespace KerasPS.Data;

/// <summary>Makes one dataset, for a model with several inputs or outputs, of datasets that hold the same samples.</summary>
public static class DatasetJoiner
{
    /// <summary>Joins datasets: sample by sample in their order, without copying.</summary>
    /// <param name="inputs">The dataset whose features each input of the model takes, by the input's name.</param>
    /// <param name="outputs">The dataset whose labels each output of the model is compared with, by the output's name; empty for none.</param>
    /// <exception cref="KerasException">
    /// <c>CountMismatch</c>: the numbers of samples differ; <c>NoLabels</c>; <c>DatasetsDiffer</c>: sample weights differ;
    /// <c>ShapeMismatch</c>: a dataset has several inputs or outputs itself.
    /// </exception>
    public static Dataset Join(IReadOnlyList<KeyValuePair<string, Dataset>> inputs, IReadOnlyList<KeyValuePair<string, Dataset>> outputs) => new(
        inputs.Select(input => Renamed(input.Key, Only(input.Value.Inputs, $"The dataset for the input '{input.Key}'"), encoding: input.Value.FeatureEncoding)).ToArray(),
        outputs.Select(output => Renamed(output.Key, LabelsOf(output.Key, output.Value), output.Value.ClassName)).ToArray(),
        WeightsOf(inputs.Concat(outputs)))
    {
        Name = string.Join(", ", inputs.Concat(outputs).Select(pair => pair.Value.Name).Where(name => name.Length > 0).Distinct()),
        FeatureName = inputs.Count == 1 ? inputs[0].Value.FeatureName : [],
        FeatureEncoding = inputs.Count == 1 ? inputs[0].Value.FeatureEncoding : null,
        LabelName = outputs.SelectMany(output => output.Value.LabelName).ToArray(),
    };

    private static DataArray LabelsOf(string output, Dataset data) => data.Targets.Count > 0
        ? Only(data.Targets, $"The dataset for the output '{output}'")
        : throw new KerasException("NoLabels", $"The dataset for the output '{output}' has no labels; name its label column with -Label.", data);

    private static DataArray Only(IReadOnlyList<DataArray> arrays, string whose) => arrays.Count == 1
        ? arrays[0]
        : throw new KerasException("ShapeMismatch", $"{whose} has {arrays.Count} arrays itself; join datasets of one each.", arrays);

    private static DataArray Renamed(string name, DataArray array, IReadOnlyList<string>? className = null, FeatureEncoding? encoding = null) =>
        new(array.Source, array.Shape, name, name) { ClassName = className ?? [], Encoding = encoding };

    private static float[]? WeightsOf(IEnumerable<KeyValuePair<string, Dataset>> parts)
    {
        KeyValuePair<string, Dataset>[] weighted = parts.Where(part => part.Value.SampleWeights is not null).ToArray();
        foreach ((string name, Dataset data) in weighted.Skip(1))
        {
            if (data.SampleWeights!.AsSpan().SequenceEqual(weighted[0].Value.SampleWeights))
                continue;
            throw new KerasException(
                "DatasetsDiffer", $"The datasets for '{weighted[0].Key}' and '{name}' have different sample weights; a sample has one weight for all outputs.", data);
        }

        return weighted.Length == 0 ? null : weighted[0].Value.SampleWeights;
    }
}
