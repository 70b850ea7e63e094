using KerasPS.Metrics;

namespace KerasPS.Tests.Metrics;

/// <summary>How Keras's means take weights, time steps and masks.</summary>
[TestsOf(typeof(AccuracyByShape), typeof(ConcordanceCorrelation), typeof(PearsonCorrelation), typeof(SparseTopKCategoricalAccuracy))]
public class MeanMetricTests : TensorTest
{
    private static readonly float[] Steps = [1, 2, 3, 4, 5, 6];
    private static readonly float[] Weights = [1, 0, 2, 3, 0, 0.5f];

    internal static MetricCase[] MetricCases =>
    [
        // Some labels must be met exactly.
        new(() => new Accuracy()) { Labels = [0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0.15f] },
        new(() => new SparseTopKCategoricalAccuracy(2)),
        new(() => new TopKCategoricalAccuracy(2)),
    ];

    [Fact]
    public void Samples_count_equally_however_long_they_are()
    {
        MeanAbsoluteError metric = new();
        metric.Update(zeros([1, 3, 1]), tensor(new float[] { 1, 2, 3 }, [1, 3, 1]));
        metric.Update(zeros([1, 1, 1]), tensor(new float[] { 6 }, [1, 1, 1]));
        Assert.Equal((2 + 6) / 2.0, metric.Result(), 6);
    }

    [Fact]
    public void Weights_belong_to_samples_or_steps()
    {
        Assert.Equal(((2 * 2) + (5 * 3)) / 5.0, Of(tensor(new float[] { 2, 3 }, [2])), 6);
        Assert.Equal(((2 * 2) + (5 * 3)) / 5.0, Of(tensor(new float[] { 2, 3 }, [2, 1])), 6);
        Assert.Equal(Steps.Zip(Weights, (value, weight) => value * weight).Sum() / Weights.Sum(), Of(tensor(Weights, [2, 3])), 6);
    }

    [Fact]
    public void A_mask_is_a_weight()
    {
        Tensor mask = tensor(Weights, [2, 3]).gt(0);
        Assert.Equal((1 + 3 + 4 + 6) / 4.0, Of(null, mask), 6);
        Assert.Equal(((2 * (1 + 3)) + (3 * (4 + 6))) / 10.0, Of(tensor(new float[] { 2, 3 }, [2]), mask), 6);
        Assert.Equal(Of(tensor(Weights, [2, 3])), Of(tensor(Weights, [2, 3]), mask), 6);
    }

    [Fact]
    public void A_root_mean_squared_error_does_not_look_at_masks()
    {
        RootMeanSquaredError metric = new();
        metric.Update(zeros([2, 3, 1]), tensor(Steps, [2, 3, 1]), null, tensor(Weights, [2, 3]).gt(0));
        Assert.Equal(Math.Sqrt(Steps.Average(x => x * x)), metric.Result(), 5);
    }

    [Fact]
    public void An_ignored_class_is_left_out_only_among_weights()
    {
        Tensor labels = tensor(new float[] { 0, -1, 1 }, [3]);
        Tensor outputs = tensor(new[] { 0.5f, 0.5f, 0.9f, 0.1f, 0.75f, 0.25f }, [3, 2]);
        SparseCategoricalCrossentropy plain = new(ignoreClass: -1);
        plain.Update(labels, outputs);
        Assert.Equal((Math.Log(2) + Math.Log(4)) / 3, plain.Result(), 6);
        SparseCategoricalCrossentropy weighted = new(ignoreClass: -1);
        weighted.Update(labels, outputs, ones([3]));
        Assert.Equal((Math.Log(2) + Math.Log(4)) / 2, weighted.Result(), 6);
    }

    [Fact]
    public void Every_output_of_a_binary_accuracy_may_have_a_weight()
    {
        BinaryAccuracy metric = new(0.3);
        metric.Update(tensor(new float[] { 1, 0, 1, 1 }, [2, 2]), tensor(new[] { 0.4f, 0.4f, 0.2f, 0.5f }, [2, 2]), tensor(new float[] { 1, 2, 3, 4 }, [2, 2]));
        Assert.Equal((1 + 4) / 10.0, metric.Result(), 6);
    }

    [Fact]
    public void Weights_of_more_axes_than_values_are_refused()
    {
        ThrowsError("ShapeMismatch", () => new MeanSquaredError().Update(ones([2, 3]), ones([2, 3, 1]), ones([2, 3])), "(2, 3)", "(2)");
    }

    [Fact]
    public void The_class_accuracy_compares_and_the_name_chooses()
    {
        Assert.IsType<AccuracyByShape>(KerasRegistry.Resolve<Metric>("Accuracy"));
        Assert.IsType<AccuracyByShape>(KerasRegistry.Resolve<Metric>("acc"));
        Metric equality = KerasRegistry.Resolve<Metric>(new Dictionary<string, object?> { ["class_name"] = "Accuracy" });
        Assert.IsType<Accuracy>(equality);
        equality.Update(tensor(new float[] { 1, 2, 3, 4 }, [4]), tensor(new float[] { 0, 2, 3, 4 }, [4, 1]), tensor(new float[] { 1, 1, 0, 0 }, [4]));
        Assert.Equal(0.5, equality.Result());
    }

    [Fact]
    public void Top_k_counts_equal_outputs_in()
    {
        Tensor outputs = tensor(new[] { 0.1f, 0.4f, 0.4f, 0.1f, 0.2f, 0.3f, 0.4f, 0.1f }, [2, 4]);
        Assert.Equal(0.5, OfSparse(new SparseTopKCategoricalAccuracy(1), 1, 1));
        Assert.Equal(0.5, OfSparse(new SparseTopKCategoricalAccuracy(1), 2, 1));
        Assert.Equal(0.5, OfSparse(new SparseTopKCategoricalAccuracy(2), 0, 1));
        Assert.Equal(1, OfSparse(new SparseTopKCategoricalAccuracy(3), 0, 0));
        ThrowsError("InvalidValue", () => OfSparse(new SparseTopKCategoricalAccuracy(), 0, 0), "k must be at most 4", "not 5");

        double OfSparse(Metric metric, float first, float second)
        {
            metric.Update(tensor(new[] { first, second }, [2]), outputs);
            return metric.Result();
        }
    }

    [Fact]
    public void Top_k_reads_sequences_and_sorted_class_numbers()
    {
        TopKCategoricalAccuracy oneHot = new(2);
        Tensor outputs = tensor(new[] { 0.1f, 0.5f, 0.4f, 0.2f, 0.3f, 0.5f }, [1, 2, 3]);
        oneHot.Update(tensor(new float[] { 1, 0, 0, 0, 1, 0 }, [1, 2, 3]), outputs);
        Assert.Equal(0.5, oneHot.Result());
        SparseTopKCategoricalAccuracy sorted = new(2, fromSortedIds: true);
        sorted.Update(tensor(new float[] { 7, 8 }, [2, 1]), tensor(new float[] { 3, 7, 8, 3, 7, 8 }, [2, 3]));
        Assert.Equal(0.5, sorted.Result());
    }

    [Fact]
    public void Correlations_are_of_each_sample_or_of_the_batch()
    {
        double[] labels = [1, 3, 2, 5];
        double[] outputs = [2, 4, 4, 8];
        double covariance = Covariance(labels, outputs);
        double deviations = Math.Sqrt(Covariance(labels, labels) * Covariance(outputs, outputs));
        double agreement = 2 * covariance / (Covariance(labels, labels) + Covariance(outputs, outputs) + Math.Pow(labels.Average() - outputs.Average(), 2) + 1e-7);
        foreach ((long[] shape, int axis) in new (long[], int)[] { ([1, 4], -1), ([4, 1], 0) })
        {
            Assert.Equal(covariance / deviations, Updated(new PearsonCorrelation(axis)), 6);
            Assert.Equal(agreement, Updated(new ConcordanceCorrelation(axis)), 6);

            double Updated(Metric metric)
            {
                metric.Update(tensor(labels, shape), tensor(outputs, shape));
                return metric.Result();
            }
        }
    }

    private static double Covariance(double[] a, double[] b) => a.Zip(b, (x, y) => (x - a.Average()) * (y - b.Average())).Average();

    /// <summary>The mean of two samples of three steps whose errors are 1 to 6.</summary>
    private static double Of(Tensor? weight, Tensor? mask = null)
    {
        MeanAbsoluteError metric = new();
        metric.Update(zeros([2, 3, 1]), tensor(Steps, [2, 3, 1]), weight, mask);
        return metric.Result();
    }
}
