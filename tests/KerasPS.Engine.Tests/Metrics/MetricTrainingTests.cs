using KerasPS.Losses;
using KerasPS.Metrics;
using static KerasPS.Tests.Training.TrainingFixtures;

namespace KerasPS.Tests.Metrics;

/// <summary>Metrics and losses in the loops: batches of different sizes, sample weights, epochs.</summary>
public class MetricTrainingTests
{
    [Fact]
    public void Evaluation_gives_what_the_metrics_say_of_the_predictions()
    {
        using DisposeScope scope = NewDisposeScope();
        Dataset data = OneHot(50);
        Type[] types = KerasRegistry.ClassesOf(typeof(Metric)).Where(type => MetricSamples.Make(type).Labels == LabelKind.SameShape).ToArray();
        Sequential model = new([new Dense(3, "softmax")]);
        model.Compile("adam", "categorical_crossentropy", types.Select(MetricSamples.Make), types.Select(MetricSamples.Make));
        FitOptions options = new() { BatchSize = 16, Epochs = 2 };
        Assert.Equal(2, model.Train(data, options).Length);

        double[] results = model.Evaluate(data, options).Skip(1).Select(pair => pair.Value).ToArray();
        Tensor outputs = tensor(model.Predict(data).Values, [50, 3]);
        Tensor labels = tensor(data.Labels!, [50, 3]);
        for (int i = 0; i < types.Length; i++)
        {
            // The hinge metrics look at whether the labels of a batch are bits: they are in each.
            AssertIs(results[i], MetricSamples.Make(types[i]), weight: null);
            AssertIs(results[types.Length + i], MetricSamples.Make(types[i]), tensor(data.SampleWeights!, [50]));
        }

        void AssertIs(double expected, Metric metric, Tensor? weight)
        {
            metric.Update(labels, outputs, weight);
            Assert.True(Math.Abs(expected - metric.Result()) < 1e-4 * Math.Max(1, Math.Abs(expected)), $"{metric.Name}: {expected} and {metric.Result()}");
        }
    }

    [Theory]
    [InlineData("ce")]
    [InlineData("crossentropy")]
    public void Crossentropy_trains_classifiers_of_every_form(string loss)
    {
        foreach ((Dataset data, string expected) in new[] { (OneHot(40), "categorical_crossentropy"), (Classes(40), "sparse_categorical_crossentropy") })
            Assert.Equal(LossOf(data, expected), LossOf(data, loss));

        static double LossOf(Dataset data, string loss)
        {
            Sequential model = new([new Dense(3, "softmax")]);
            model.Compile("sgd", loss, ["accuracy"]);
            return (double)model.Train(data, new FitOptions { Seed = 1 }).Single()["loss"]!;
        }
    }

    private static Dataset OneHot(int count)
    {
        Dataset classes = Classes(count, isWeighted: true);
        float[] labels = classes.Labels!.SelectMany(label => Enumerable.Range(0, 3).Select(i => i == label ? 1f : 0)).ToArray();
        return new Dataset(classes.Features, [4], labels, [3], classes.SampleWeights);
    }
}
