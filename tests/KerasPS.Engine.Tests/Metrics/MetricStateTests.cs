using KerasPS.Metrics;

namespace KerasPS.Tests.Metrics;

/// <summary>What holds for every metric.</summary>
[Collection(RunsAlone.Name)]
public class MetricStateTests : TensorTest
{
    public static TheoryData<Type> Classes => new(KerasRegistry.ClassesOf(typeof(Metric)));

    [Theory]
    [MemberData(nameof(Classes))]
    public void Without_samples_it_is_0(Type type)
    {
        Metric metric = MetricSamples.Make(type);
        Assert.Equal(0, metric.Result());
        metric.Reset();
        Assert.Equal(0, metric.Result());
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void A_reset_forgets(Type type)
    {
        Metric metric = MetricSamples.Make(type);
        Update(metric);
        double first = metric.Result();
        metric.Update(MetricSamples.Labels(metric), MetricSamples.Outputs().neg(), ones([4]) * 3);
        metric.Reset();
        Assert.Equal(0, metric.Result());
        Update(metric);
        Assert.Equal(first, metric.Result());
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Weights_of_1_change_nothing(Type type)
    {
        foreach (long[] shape in new long[][] { [4], [4, 1] })
        {
            Metric plain = MetricSamples.Make(type);
            Metric weighted = MetricSamples.Make(type);
            Update(plain);
            weighted.Update(MetricSamples.Labels(weighted), MetricSamples.Outputs(), ones(shape));
            Assert.Equal(plain.Result(), weighted.Result(), 6);
            Assert.NotEqual(0, plain.Result());
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Samples_of_weight_0_are_as_if_they_were_not_there(Type type)
    {
        Metric some = MetricSamples.Make(type);
        Metric weighted = MetricSamples.Make(type);
        some.Update(MetricSamples.Labels(some).narrow(0, 0, 3), MetricSamples.Outputs().narrow(0, 0, 3), tensor(new float[] { 2, 1, 3 }, [3]));
        weighted.Update(MetricSamples.Labels(weighted), MetricSamples.Outputs(), tensor(new float[] { 2, 1, 3, 0 }, [4]));
        Assert.Equal(some.Result(), weighted.Result(), 6);
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Batches_and_reduced_precision_change_nothing(Type type)
    {
        Metric whole = MetricSamples.Make(type);
        Metric parts = MetricSamples.Make(type);
        Tensor outputs = MetricSamples.Outputs(ScalarType.BFloat16);
        whole.Update(MetricSamples.Labels(whole), outputs.to_type(ScalarType.Float32));
        foreach ((int start, int count) in new[] { (0, 1), (1, 3) })
            parts.Update(MetricSamples.Labels(parts).narrow(0, start, count).to_type(ScalarType.Int64), outputs.narrow(0, start, count));
        Assert.Equal(whole.Result(), parts.Result(), 5);
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Nothing_of_a_batch_is_kept(Type type)
    {
        Metric metric = MetricSamples.Make(type);
        UpdateBothWays();
        RunsAlone.CollectTensors();
        long before = Tensor.TotalCount;
        UpdateBothWays();
        metric.Reset();
        UpdateBothWays();
        Assert.Equal(before, Tensor.TotalCount);
        GC.KeepAlive(metric);

        void UpdateBothWays()
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor outputs = MetricSamples.Outputs().requires_grad_() * 1;
            metric.Update(MetricSamples.Labels(metric), outputs, ones([4]));
            metric.Update(MetricSamples.Labels(metric), outputs);
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Outputs_that_are_no_numbers_end_no_training(Type type)
    {
        Metric metric = MetricSamples.Make(type);
        metric.Update(MetricSamples.Labels(metric), MetricSamples.Outputs() * double.NaN);
        double result = metric.Result();
        Assert.True(double.IsNaN(result) || Math.Abs(result) <= 12);
    }

    [Theory]
    [InlineData("mse", MetricDirection.Down)]
    [InlineData("KLDivergence", MetricDirection.Down)]
    [InlineData("logcosherror", MetricDirection.Down)]
    [InlineData("cosine_similarity", MetricDirection.Up)]
    [InlineData("auc", MetricDirection.Up)]
    [InlineData("r2_score", MetricDirection.Up)]
    [InlineData("accuracy", MetricDirection.Up)]
    [InlineData("true_positives", MetricDirection.Up)]
    [InlineData("false_positives", MetricDirection.Down)]
    [InlineData("false_negatives", MetricDirection.Down)]
    public void It_knows_which_values_are_better(string name, MetricDirection direction) => Assert.Equal(direction, KerasRegistry.Resolve<Metric>(name).Direction);

    [Theory]
    [InlineData(typeof(LogCoshError), "logcosh")]
    [InlineData(typeof(FBetaScore), "fbeta_score")]
    [InlineData(typeof(F1Score), "f1_score")]
    [InlineData(typeof(R2Score), "r2_score")]
    [InlineData(typeof(OneHotMeanIoU), "one_hot_mean_io_u")]
    [InlineData(typeof(TopKCategoricalAccuracy), "top_k_categorical_accuracy")]
    public void Default_names_are_Keras_s(Type type, string name) => Assert.Equal(name, MetricSamples.Make(type).Name);

    private static void Update(Metric metric) => metric.Update(MetricSamples.Labels(metric), MetricSamples.Outputs());
}
