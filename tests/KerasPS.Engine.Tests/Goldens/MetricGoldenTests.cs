using System.Collections;
using System.Text.RegularExpressions;
using KerasPS.Metrics;

namespace KerasPS.Tests.Goldens;

[TestsOf(typeof(Accuracy))]
public partial class MetricGoldenTests : TensorTest
{
    /// <summary>The case of a bare running mean, which is no metric of its own here.</summary>
    internal const string MeanCase = "metrics/Mean";

    private const double Tolerance = 1e-6;

    public static TheoryData<string> Cases => new(GoldenCases.Of("metrics", item => item.GetProperty("metric").GetString() != "Mean"));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_after_two_samples_and_after_all_are_Keras_s(string name)
    {
        JsonElement golden = GoldenCases.All[name];
        Metric metric = Make(golden);
        AssertUpdates(metric, golden, name);
        metric.Reset();
        AssertUpdates(metric, golden, name + " after a reset");
    }

    [Theory]
    [InlineData("metrics/CategoricalAccuracy")]
    [InlineData("metrics/SparseCategoricalAccuracy")]
    [InlineData("metrics/BinaryAccuracy")]
    public void Accuracy_takes_the_form_that_fits_the_shapes(string name)
    {
        AssertUpdates(new AccuracyByShape(), GoldenCases.All[name], name);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Default_names_are_Keras_s(string name)
    {
        JsonElement golden = GoldenCases.All[name];
        string expected = Repetition().Replace(golden.GetProperty("default_name").GetString()!, "");
        Assert.Equal(expected, Make(golden).Name);
    }

    [Fact]
    public void A_running_mean_is_Keras_s()
    {
        JsonElement golden = GoldenCases.All[MeanCase];
        RunningMean mean = new();
        mean.Add(tensor([1f, 3f], [2]), null);
        Golden.AssertClose(golden.GetProperty("after_first"), mean.Result(), Tolerance, MeanCase);
        mean.Add(tensor([8f], [1]), tensor([2f], [1]));
        Golden.AssertClose(golden.GetProperty("after_all"), mean.Result(), Tolerance, MeanCase);
    }

    private static void AssertUpdates(Metric metric, JsonElement golden, string name)
    {
        Tensor yTrue = GoldenInput.Of(golden, "y_true")!;
        Tensor yPred = GoldenInput.Of(golden, "y_pred")!;
        Tensor? weight = GoldenInput.Of(golden, "sample_weight");
        metric.Update(yTrue.narrow(0, 0, 2), yPred.narrow(0, 0, 2), weight?.narrow(0, 0, 2));
        Golden.AssertClose(golden.GetProperty("after_first_2"), metric.Result(), Tolerance, name);
        long rest = yTrue.size(0) - 2;
        metric.Update(yTrue.narrow(0, 2, rest), yPred.narrow(0, 2, rest), weight?.narrow(0, 2, rest));
        Golden.AssertClose(golden.GetProperty("after_all"), metric.Result(), Tolerance, name);
    }

    /// <summary>The metric of a case, e.g. <c>AUC(curve=PR)</c> or <c>F1Score(macro)</c>.</summary>
    private static Metric Make(JsonElement golden)
    {
        string[] parts = golden.GetProperty("metric").GetString()!.TrimEnd(')').Split('(', '=');
        Hashtable specification = new() { ["class_name"] = parts[0] };
        if (parts.Length > 1)
            specification[parts.Length == 3 ? parts[1] : "average"] = parts[^1];
        return KerasRegistry.Resolve<Metric>(specification);
    }

    [GeneratedRegex(@"_\d+$")]
    private static partial Regex Repetition();
}
