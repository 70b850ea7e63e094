using KerasPS.Losses;
using KerasPS.Metrics;

namespace KerasPS.Tests.Metrics;

/// <summary>Metrics that carry a loss's name are the mean of that loss over all samples (the cosine similarity with the other sign), whose numbers Keras's losses prove.</summary>
[TestsOf(
    typeof(KerasPS.Metrics.BinaryCrossentropy), typeof(KerasPS.Metrics.CategoricalCrossentropy), typeof(KerasPS.Metrics.CategoricalHinge),
    typeof(KerasPS.Metrics.Hinge), typeof(KerasPS.Metrics.KLDivergence), typeof(LogCoshError),
    typeof(KerasPS.Metrics.MeanAbsolutePercentageError), typeof(KerasPS.Metrics.MeanSquaredLogarithmicError), typeof(KerasPS.Metrics.Poisson),
    typeof(KerasPS.Metrics.SparseCategoricalCrossentropy), typeof(KerasPS.Metrics.SquaredHinge))]
public class LossMetricTests
{
    private static readonly float[] Weights = [1, 0.5f, 0, 2];

    public static TheoryData<Type> Classes => new(KerasRegistry.ClassesOf(typeof(Metric)).Where(type => type.IsSubclassOf(typeof(LossMetric))));

    [Theory]
    [MemberData(nameof(Classes))]
    public void It_is_the_mean_of_the_loss_of_its_name(Type type)
    {
        using DisposeScope scope = NewDisposeScope();
        Metric plain = MetricSamples.Make(type);
        Metric weighted = MetricSamples.Make(type);
        Tensor labels = MetricSamples.Labels(plain);
        Tensor outputs = MetricSamples.Outputs();
        float sign = type == typeof(KerasPS.Metrics.CosineSimilarity) ? -1 : 1;
        float[] losses = LossOf(type).PerSample(labels, outputs).data<float>().ToArray().Select(loss => sign * loss).ToArray();
        for (int from = 0; from < losses.Length; from += 2)
        {
            plain.Update(labels.narrow(0, from, 2), outputs.narrow(0, from, 2));
            weighted.Update(labels.narrow(0, from, 2), outputs.narrow(0, from, 2), tensor(Weights[from..(from + 2)], [2]));
        }

        Assert.Equal(losses.Average(), plain.Result(), 5);
        Assert.Equal(losses.Zip(Weights, (loss, weight) => loss * weight).Sum() / Weights.Sum(), weighted.Result(), 5);
    }

    private static Loss LossOf(Type metric) => KerasRegistry.Resolve<Loss>(metric == typeof(LogCoshError) ? "log_cosh" : metric.Name);
}
