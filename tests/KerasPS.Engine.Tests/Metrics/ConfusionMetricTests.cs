using KerasPS.Metrics;

namespace KerasPS.Tests.Metrics;

/// <summary>Counts at thresholds, against loops over samples and thresholds.</summary>
[TestsOf(typeof(PrecisionAtRecall), typeof(RecallAtPrecision), typeof(SensitivityAtSpecificity), typeof(SpecificityAtSensitivity))]
public class ConfusionMetricTests : TensorTest
{
    private static readonly double[] Labels = [1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1];
    private static readonly double[] Outputs = [0.9, 0.8, 0.35, 0.4, 0.55, 0.2, 0.1, 0.7, 0.65, 0.05, 0.45, 1];
    private static readonly double[] Weights = [1, 2, 0.5, 0, 3, 1, 1, 4, 2, 1.5, 1, 1];

    internal static ArgumentSample[] ArgumentSamples =>
    [
        // A metric has one value.
        new(typeof(ConfusionCountMetric), "thresholds", new object[] { 0.25 }),
        new(typeof(Precision), "thresholds", new object[] { 0.25 }),
        new(typeof(Recall), "thresholds", new object[] { 0.25 }),
    ];

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.0)]
    [InlineData(0.8)]
    public void Counts_at_a_threshold_are_those_of_a_loop(double threshold)
    {
        (double tp, double fp, double tn, double fn) = Count(Outputs, threshold, Weights);
        Assert.Equal(tp, Result(new TruePositives([threshold])), 5);
        Assert.Equal(fp, Result(new FalsePositives([threshold])), 5);
        Assert.Equal(tn, Result(new TrueNegatives([threshold])), 5);
        Assert.Equal(fn, Result(new FalseNegatives([threshold])), 5);
        Assert.Equal(tp / (tp + fp), Result(new Precision([threshold])), 5);
        Assert.Equal(tp / (tp + fn), Result(new Recall([threshold])), 5);
    }

    [Fact]
    public void A_class_is_looked_at_alone()
    {
        // Rows of three outputs: class 1 is Outputs[1], [4], [7], [10].
        double[] labels = [0, 1, 0, 0];
        double[] outputs = [0.8, 0.55, 0.7, 0.45];
        double precision = labels.Zip(outputs).Where(pair => pair.Second > 0.5).Average(pair => pair.First);
        Assert.Equal(precision, Result(new Precision(classId: 1), shape: [4, 3]), 6);
        ThrowsError("InvalidValue", () => Result(new Precision(classId: 3), shape: [4, 3]), "class_id must be at most 2", "not 3");
        ThrowsError("ShapeMismatch", () => Result(new Recall(classId: 1), shape: [12]), "(batch, classes)");
    }

    [Fact]
    public void Only_the_largest_outputs_may_count()
    {
        // The largest of each row of three: 0, 4, 7, 11. Of these 0, 4 and 11 are labelled.
        Assert.Equal(3 / 4.0, Result(new Precision(topK: 1), shape: [4, 3]), 6);
        Assert.Equal(3 / 6.0, Result(new Recall(topK: 1), shape: [4, 3]), 6);
        Assert.Equal(1, Result(new Precision([0.85], topK: 2), shape: [4, 3]));
    }

    [Fact]
    public void Weights_may_belong_to_steps()
    {
        (double tp, double fp, _, _) = Count(Outputs, 0.5, Weights);
        foreach ((long[] shape, long[] weightShape) in new (long[], long[])[] { ([3, 4], [3, 4]), ([3, 4, 1], [3, 4]), ([12, 1], [12]), ([12], [12, 1]) })
        {
            Precision metric = new();
            metric.Update(Tensor(Labels, shape), Tensor(Outputs, shape), Tensor(Weights, weightShape));
            Assert.Equal(tp / (tp + fp), metric.Result(), 6);
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(3)]
    [InlineData(2)]
    [InlineData(1)]
    public void Operating_points_are_the_best_of_all_thresholds(int number)
    {
        double[] thresholds = number == 1 ? [0.5] : Enumerable.Range(0, number).Select(i => i / (number - 1.0)).ToArray();
        var rates = thresholds.Select(threshold =>
        {
            (double tp, double fp, double tn, double fn) = Count(Outputs, threshold, Weights);
            return (Recall: tp / (tp + fn), Specificity: tn / (tn + fp), Precision: tp + fp == 0 ? 0 : tp / (tp + fp));
        }).ToArray();
        Assert.Equal(rates.Where(r => r.Specificity >= 0.4).Select(r => r.Recall).DefaultIfEmpty().Max(), Result(new SensitivityAtSpecificity(0.4, number)), 6);
        Assert.Equal(rates.Where(r => r.Recall >= 0.4).Select(r => r.Specificity).DefaultIfEmpty().Max(), Result(new SpecificityAtSensitivity(0.4, number)), 6);
        Assert.Equal(rates.Where(r => r.Recall >= 0.4).Select(r => r.Precision).DefaultIfEmpty().Max(), Result(new PrecisionAtRecall(0.4, number)), 6);
        Assert.Equal(rates.Where(r => r.Precision >= 0.4).Select(r => r.Recall).DefaultIfEmpty().Max(), Result(new RecallAtPrecision(0.4, number)), 6);
    }

    [Fact]
    public void A_rate_that_is_never_reached_gives_0()
    {
        RecallAtPrecision metric = new(0.75);
        metric.Update(Tensor([0, 1], [2, 1]), Tensor([0.9, 0.5], [2, 1]));
        Assert.Equal(0, metric.Result());
    }

    [Fact]
    public void What_is_no_share_or_more_than_one_threshold_is_refused()
    {
        ThrowsError("InvalidValue", () => new Precision([0.25, 0.5]), "Precision: thresholds must be one number", "a metric for each", "0.25, 0.5");
        ThrowsError("InvalidValue", () => new TruePositives([1.5]), "TruePositives: thresholds must be from 0 to 1, not 1.5.");
        ThrowsError("InvalidValue", () => new SensitivityAtSpecificity(2), "SensitivityAtSpecificity: specificity must be from 0 to 1, not 2.");
        ThrowsError("InvalidValue", () => new RecallAtPrecision(0.5, 0), "RecallAtPrecision: num_thresholds must be above 0, not 0.");
        ThrowsError("InvalidValue", () => new AUC(1), "AUC: num_thresholds must be 2 or above, not 1.");
        ThrowsError("InvalidValue", () => new AUC(numLabels: 3), "num_labels is only for multi_label");
    }

    private static (double TruePositives, double FalsePositives, double TrueNegatives, double FalseNegatives) Count(double[] outputs, double threshold, double[] weights)
    {
        double[] counts = new double[4];
        for (int i = 0; i < outputs.Length; i++)
            counts[((float)outputs[i] > (float)threshold ? 0 : 2) + (Labels[i] == 1 == (float)outputs[i] > (float)threshold ? 0 : 1)] += weights[i];
        return (counts[0], counts[1], counts[2], counts[3]);
    }

    /// <summary>The value after two batches of the samples, weighted unless a shape is given.</summary>
    private static double Result(Metric metric, long[]? shape = null)
    {
        using DisposeScope scope = NewDisposeScope();
        if (shape is not null)
        {
            metric.Update(Tensor(Labels, shape), Tensor(Outputs, shape));
            return metric.Result();
        }

        foreach (Range part in new[] { ..5, 5.. })
            metric.Update(Tensor(Labels[part], [-1, 1]), Tensor(Outputs[part], [-1, 1]), Tensor(Weights[part], [-1]));
        return metric.Result();
    }

    private static Tensor Tensor(double[] values, long[] shape) => tensor(Array.ConvertAll(values, v => (float)v), [values.Length]).view(shape);
}
