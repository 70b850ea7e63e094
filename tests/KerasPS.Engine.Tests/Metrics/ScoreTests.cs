using KerasPS.Metrics;

namespace KerasPS.Tests.Metrics;

/// <summary>F scores, the coefficient of determination and intersections over unions, against plain loops.</summary>
[TestsOf(typeof(BinaryIoU), typeof(FBetaScore), typeof(IoU), typeof(MeanIoU), typeof(OneHotIoU), typeof(OneHotMeanIoU))]
public class ScoreTests : TensorTest
{
    private static readonly double[] Labels = [1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1];
    private static readonly double[] Outputs = [0.7, 0.2, 0.1, 0.4, 0.5, 0.1, 0.5, 0.3, 0.2, 0.1, 0.1, 0.8];
    private static readonly double[] Weights = [1, 2, 0.5, 3];

    internal static MetricCase[] MetricCases =>
    [
        new(() => new F1Score(FScoreAverage.Macro)),
        new(() => new FBetaScore(FScoreAverage.Weighted, 2)),
    ];

    internal static ArgumentSample[] ArgumentSamples =>
    [
        new(typeof(IoUMetric), "target_class_ids", new object[] { 1, 0 }),
    ];

    [Theory]
    [InlineData(FScoreAverage.Micro, 1, null)]
    [InlineData(FScoreAverage.Macro, 2, null)]
    [InlineData(FScoreAverage.Weighted, 0.5, null)]
    [InlineData(FScoreAverage.Macro, 1, 0.15)]
    [InlineData(FScoreAverage.Weighted, 2, 0.4)]
    public void F_scores_are_those_of_a_loop(FScoreAverage average, double beta, double? threshold)
    {
        double[] both = new double[3], predicted = new double[3], labelled = new double[3];
        for (int i = 0; i < 12; i++)
        {
            double largest = Outputs[(i / 3 * 3)..((i / 3 * 3) + 3)].Max();
            double isPredicted = threshold is { } least ? (float)Outputs[i] > (float)least ? 1 : 0 : Outputs[i] == largest ? 1 : 0;
            both[i % 3] += Weights[i / 3] * isPredicted * Labels[i];
            predicted[i % 3] += Weights[i / 3] * isPredicted;
            labelled[i % 3] += Weights[i / 3] * Labels[i];
        }

        double expected = average switch
        {
            FScoreAverage.Micro => Score(both.Sum(), predicted.Sum(), labelled.Sum()),
            FScoreAverage.Macro => Enumerable.Range(0, 3).Average(i => Score(both[i], predicted[i], labelled[i])),
            _ => Enumerable.Range(0, 3).Sum(i => Score(both[i], predicted[i], labelled[i]) * labelled[i]) / labelled.Sum(),
        };
        Assert.Equal(expected, Updated(new FBetaScore(average, beta, threshold)), 5);
        if (beta == 1)
            Assert.Equal(expected, Updated(new F1Score(average, threshold)), 5);

        double Score(double tp, double p, double t) => tp == 0 ? 0 : (1 + (beta * beta)) * (tp / p) * (tp / t) / ((beta * beta * tp / p) + (tp / t));
    }

    [Fact]
    public void An_f_score_says_what_it_needs()
    {
        ThrowsError("MissingArgument", () => KerasPS.Configuration.KerasRegistry.Resolve<Metric>("f1_score"), "F1Score", "'average'", "micro, macro, weighted");
        ThrowsError("InvalidValue", () => new FBetaScore(FScoreAverage.Macro, 0), "beta must be above 0");
        ThrowsError("InvalidValue", () => new F1Score(FScoreAverage.Macro, 1.5), "threshold must be");
        ThrowsError("ShapeMismatch", () => new F1Score(FScoreAverage.Macro).Update(ones([4]), ones([4])), "F1Score", "(batch, classes)");
    }

    [Theory]
    [InlineData(R2ClassAggregation.UniformAverage, 0)]
    [InlineData(R2ClassAggregation.VarianceWeightedAverage, 0)]
    [InlineData(R2ClassAggregation.UniformAverage, 2)]
    [InlineData(R2ClassAggregation.UniformAverage, 3)]
    public void R2_is_the_share_of_explained_variance(R2ClassAggregation aggregation, int regressors)
    {
        double[] scores = new double[3], variations = new double[3];
        for (int j = 0; j < 3; j++)
        {
            double mean = Enumerable.Range(0, 4).Sum(i => Weights[i] * Labels[(i * 3) + j]) / Weights.Sum();
            variations[j] = Enumerable.Range(0, 4).Sum(i => Weights[i] * Math.Pow(Labels[(i * 3) + j] - mean, 2));
            scores[j] = 1 - (Enumerable.Range(0, 4).Sum(i => Weights[i] * Math.Pow(Labels[(i * 3) + j] - Outputs[(i * 3) + j], 2)) / variations[j]);
        }

        double expected = aggregation == R2ClassAggregation.UniformAverage
            ? scores.Average()
            : scores.Zip(variations, (score, variation) => score * variation).Sum() / variations.Sum();
        if (regressors == 2)
            expected = 1 - ((1 - expected) * 3 / (4 - 2 - 1));
        Assert.Equal(expected, Updated(new R2Score(aggregation, regressors)), 5);
    }

    [Fact]
    public void R2_needs_labels_that_vary()
    {
        R2Score wrong = new();
        wrong.Update(ones([3, 1]), zeros([3, 1]));
        Assert.Equal(0, wrong.Result());
        R2Score right = new();
        right.Update(ones([3, 1]), ones([3, 1]));
        Assert.Equal(double.NaN, right.Result());
        ThrowsError("ShapeMismatch", () => new R2Score().Update(ones([3]), ones([3])), "(batch, outputs)");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(255)]
    public void Intersections_over_unions_are_those_of_a_loop(int? ignored)
    {
        float[] labels = [0, 1, 1, 2, 255, 0, 2, -1];
        float[] outputs = [0, 1, 2, 2, 1, 1, 7, 0];
        float[] weights = [1, 2, 1.5f, 0.5f, 1, 1, 1, 1];
        double[] ious = Enumerable.Range(0, 4).Select(id =>
        {
            double both = 0;
            double either = 0;
            for (int i = 0; i < labels.Length; i++)
            {
                bool counts = labels[i] is >= 0 and < 4 && outputs[i] is >= 0 and < 4 && labels[i] != ignored;
                both += counts && labels[i] == id && outputs[i] == id ? weights[i] : 0;
                either += counts && (labels[i] == id || outputs[i] == id) ? weights[i] : 0;
            }

            return either == 0 ? double.NaN : both / either;
        }).ToArray();

        Assert.Equal(ious.Where(iou => !double.IsNaN(iou)).Average(), Of(new MeanIoU(4, ignored)), 5);
        Assert.Equal(ious[2], Of(new IoU(4, [2, 3], ignored)), 5);

        double Of(Metric metric)
        {
            metric.Update(tensor(labels, [4, 2]), tensor(outputs, [4, 2]), tensor(weights, [4, 2]));
            return metric.Result();
        }
    }

    [Fact]
    public void One_hot_labels_and_scores_stand_for_their_largest()
    {
        Tensor labels = tensor(Array.ConvertAll(Labels, v => (float)v), [4, 3]);
        Tensor outputs = tensor(Array.ConvertAll(Outputs, v => (float)v), [4, 3]);
        Tensor labelled = labels.argmax(-1);
        Tensor predicted = outputs.argmax(-1);
        double expected = After(new MeanIoU(3), labelled, predicted);
        Assert.Equal((1 / 2.0 + 1 / 2.0 + 1) / 3, expected, 5);
        Assert.Equal(expected, After(new OneHotMeanIoU(3), labels, outputs));
        Assert.Equal(expected, After(new OneHotMeanIoU(3, sparseYPred: true), labels, predicted));
        Assert.Equal(expected, After(new MeanIoU(3, sparseYPred: false), labelled, outputs));
        Assert.Equal(expected, After(new OneHotMeanIoU(3, axis: 1), labels.unsqueeze(2), outputs.unsqueeze(2)));
        Assert.Equal(0.5, After(new OneHotIoU(3, [1]), labels, outputs), 5);
        ThrowsError("InvalidValue", () => new IoU(2, [2]), "target_class_ids");
    }

    [Fact]
    public void A_binary_overlap_counts_the_threshold_itself_as_yes()
    {
        Tensor labels = tensor(new float[] { 0, 1, 1, 0 }, [4, 1]);
        Tensor outputs = tensor(new[] { 0.1f, 0.5f, 0.4f, 0.7f }, [4, 1]);
        Assert.Equal(((1 / 3.0) + (1 / 3.0)) / 2, After(new BinaryIoU(), labels, outputs), 5);
        Assert.Equal(2 / 3.0, After(new BinaryIoU([1], 0.4), labels, outputs), 5);
    }

    private static double After(Metric metric, Tensor labels, Tensor outputs)
    {
        metric.Update(labels, outputs);
        return metric.Result();
    }

    private static double Updated(Metric metric)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (int start in new[] { 0, 2 })
            metric.Update(Rows(Labels, start), Rows(Outputs, start), tensor(Array.ConvertAll(Weights[start..(start + 2)], v => (float)v), [2]));
        return metric.Result();
    }

    private static Tensor Rows(double[] values, int start) =>
        tensor(Array.ConvertAll(values[(start * 3)..((start + 2) * 3)], v => (float)v), [2, 3]);
}
