using KerasPS.Data;

namespace KerasPS.Reports;

/// <summary>How often samples of each class were predicted to be of each class.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[,] counts;

    /// <summary>Counts pairs.</summary>
    /// <param name="className">The names of the classes, each once.</param>
    /// <param name="pairs">Of each sample the class that it is of and the one that was predicted, from 0 in the order of the names.</param>
    public ConfusionMatrix(IReadOnlyList<string> className, IEnumerable<(int Label, int Prediction)> pairs)
    {
        ClassName = className;
        counts = new long[className.Count, className.Count];
        foreach ((int label, int prediction) in pairs)
            counts[label, prediction]++;
    }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> ClassName { get; }

    /// <summary>The number of samples.</summary>
    public long Count => Sum(Supports);

    /// <summary>The number of samples of one class that were predicted to be of another, or the same.</summary>
    /// <param name="label">The class that they are of, from 0.</param>
    /// <param name="prediction">The class that was predicted, from 0.</param>
    public long this[int label, int prediction] => counts[label, prediction];

    private IEnumerable<int> Classes => Enumerable.Range(0, ClassName.Count);

    private IEnumerable<long> Supports => Classes.Select(SupportOf);

    /// <summary>Compares a classifier's predictions on a dataset with the labels.</summary>
    /// <param name="model">A model that was trained as a classifier.</param>
    /// <param name="data">The samples, with labels.</param>
    /// <param name="output">The output to look at; null where the model has one.</param>
    /// <param name="options">Batch size, callbacks, device and output are used.</param>
    /// <exception cref="KerasException"><c>NotAClassifier</c>; <c>LabelsAreNotClasses</c>; the data does not fit the model.</exception>
    public static ConfusionMatrix Of(Model model, Dataset data, string? output = null, FitOptions? options = null)
    {
        int index = IndexOf(model, output);
        if (model.Compilation is not { } compilation)
            throw NotAClassifier(model, "has no loss yet; run Initialize-Model first");
        options ??= new FitOptions();
        ModelData arranged = model.Arrange(data, options, compilation);
        if (compilation.Outputs[index].Loss is not { } loss || arranged.Targets[index] is not { } target)
            throw NotAClassifier(model, $"has no loss or labels for its output '{model.OutputNames[index]}'");
        float[] labels = LabelClasses.IndicesOf(target, "to compare the predictions with");
        OutputPrediction predicted = PredictLoop.Run(model, arranged, options).Outputs[index];
        if (predicted.Count == 0 || predicted.ProbabilitiesOf(0) is not { } first)
            throw NotAClassifier(model, $"was trained with the loss {loss.ClassName}, which does not say how likely each class is");
        if (labels.Length != predicted.Count)
            throw NotAClassifier(model, $"gives outputs of shape {KerasPS.Shape.Format(predicted.Shape)} a sample, and not one class");
        IReadOnlyList<string> names = model.ClassLabels.ElementAtOrDefault(index) is { Count: > 0 } known ? known
            : arranged.ClassNames[index] is { Count: > 0 } own ? own
            : Enumerable.Range(0, first.Length).Select(i => FormattableString.Invariant($"{i}")).ToArray();
        if (labels.Max() >= first.Length)
        {
            throw new KerasException(
                "UnknownClass",
                FormattableString.Invariant($"A label is the class {labels.Max()}, but the model '{model.Name}' has {first.Length} classes, 0 to {first.Length - 1}."),
                data);
        }

        return new ConfusionMatrix(names, labels.Select((label, i) =>
        {
            float[] probabilities = predicted.ProbabilitiesOf(i)!;
            return ((int)label, Array.IndexOf(probabilities, probabilities.Max()));
        }));
    }

    /// <summary>Counts pairs of class names.</summary>
    /// <param name="pairs">Of each sample the class that it is of and the one that was predicted.</param>
    /// <param name="className">The classes that there are, in the order to show them in; null for those that occur, in order.</param>
    /// <exception cref="KerasException"><c>NoPredictions</c>: there are no pairs; <c>UnknownClass</c>: a class is not among the names.</exception>
    public static ConfusionMatrix Of(IReadOnlyList<(string Label, string Prediction)> pairs, IReadOnlyList<string>? className = null)
    {
        if (pairs.Count == 0)
            throw new KerasException("NoPredictions", "There are no predictions to compare with labels: nothing came down the pipeline.");
        string[] found = pairs.SelectMany(pair => new[] { pair.Label, pair.Prediction }).Distinct(StringComparer.Ordinal).ToArray();
        string[] names = className is { Count: > 0 } ? className.Distinct(StringComparer.Ordinal).ToArray() : Ordered(found);
        if (found.FirstOrDefault(name => !names.Contains(name, StringComparer.Ordinal)) is { } unknown)
            throw new KerasException("UnknownClass", $"'{unknown}' is not one of the given classes. {NearestName.Hint(unknown, names)}", unknown);
        Dictionary<string, int> indices = names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        return new ConfusionMatrix(names, pairs.Select(pair => (indices[pair.Label], indices[pair.Prediction])));
    }

    /// <summary>The number of samples of a class.</summary>
    /// <param name="label">The class, from 0.</param>
    public long SupportOf(int label) => Sum(Classes.Select(prediction => counts[label, prediction]));

    /// <summary>
    /// Precision, recall and F1 of each class, then the accuracy and the averages over classes: plain (macro), and weighted by the number of their
    /// samples. What would be a division by zero is 0, as in scikit-learn.
    /// </summary>
    public IReadOnlyList<ClassificationScore> Scores()
    {
        ClassificationScore[] scores = Classes.Select(ScoreOf).ToArray();
        long count = Count;
        double accuracy = Quotient(Sum(Classes.Select(i => counts[i, i])), count);
        return
        [
            .. scores,
            new ClassificationScore("accuracy", ScoreKind.Accuracy, null, null, accuracy, count),
            Average("macro average", ScoreKind.MacroAverage, _ => 1),
            Average("weighted average", ScoreKind.WeightedAverage, score => score.Support),
        ];

        ClassificationScore Average(string name, ScoreKind kind, Func<ClassificationScore, double> weight)
        {
            double all = scores.Sum(weight);
            return new(name, kind, Mean(score => score.Precision!.Value), Mean(score => score.Recall!.Value), Mean(score => score.F1), count);

            double Mean(Func<ClassificationScore, double> value) => Quotient(scores.Sum(score => weight(score) * value(score)), all);
        }
    }

    /// <summary>What could not be divided and so is 0, in sentences; empty for nothing.</summary>
    public IReadOnlyList<string> Notes()
    {
        string[] unpredicted = Classes.Where(i => PredictedAs(i) == 0).Select(i => ClassName[i]).ToArray();
        string[] unseen = Classes.Where(i => SupportOf(i) == 0).Select(i => ClassName[i]).ToArray();
        List<string> notes = [];
        if (unpredicted.Length > 0)
            notes.Add($"No sample was predicted as {Listed(unpredicted)}: the precision is shown as 0.");
        if (unseen.Length > 0)
            notes.Add($"No sample is of the class {Listed(unseen)}: the recall is shown as 0.");
        return notes;
    }

    private static string Listed(string[] names) => string.Join(", ", names.Select(name => $"'{name}'"));

    private static double Quotient(double a, double b) => b == 0 ? 0 : a / b;

    private static long Sum(IEnumerable<long> values) => values.Sum();

    /// <summary>Numbers by their size, strings by their letters.</summary>
    private static string[] Ordered(string[] names)
    {
        return names.All(name => Charts.EpochTable.NumberOf(name) is not null)
            ? names.OrderBy(name => Charts.EpochTable.NumberOf(name)).ToArray()
            : names.Order(StringComparer.Ordinal).ToArray();
    }

    private static int IndexOf(Model model, string? output)
    {
        IReadOnlyList<string> names = model.OutputNames;
        if (output is null && names.Count > 1)
            throw new KerasException("MissingArgument", $"The model '{model.Name}' has several outputs; name one of them with -Output: {string.Join(", ", names)}.", model);
        int index = output is null ? 0 : names.ToList().FindIndex(name => name.Equals(output, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index : throw new KerasException("UnknownName", $"The model '{model.Name}' has no output '{output}'. {NearestName.Hint(output!, names)}", output);
    }

    private static KerasException NotAClassifier(Model model, string reason) => new(
        "NotAClassifier", $"The model '{model.Name}' {reason}, so there are no predicted classes.", model);

    private long PredictedAs(int prediction) => Sum(Classes.Select(label => counts[label, prediction]));

    private ClassificationScore ScoreOf(int i)
    {
        double precision = Quotient(counts[i, i], PredictedAs(i));
        double recall = Quotient(counts[i, i], SupportOf(i));
        return new(ClassName[i], ScoreKind.Class, precision, recall, Quotient(2 * precision * recall, precision + recall), SupportOf(i));
    }
}
