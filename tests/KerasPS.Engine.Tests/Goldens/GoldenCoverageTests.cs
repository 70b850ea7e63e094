namespace KerasPS.Tests.Goldens;

/// <summary>Nothing that Keras computed is left out.</summary>
public class GoldenCoverageTests
{
    internal static readonly IReadOnlyList<string> CoveredCases = new[]
    {
        LayerGoldenTests.Cases, ActivationGoldenTests.Cases, LossGoldenTests.Cases, MetricGoldenTests.Cases, OptimizerGoldenTests.Cases,
        ScheduleGoldenTests.Cases, ShuffleGoldenTests.Cases, TrainingGoldenTests.Cases,
    }
    .SelectMany(cases => (IEnumerable<object[]>)cases)
    .Select(row => (string)row[0])
    .Concat([MetricGoldenTests.MeanCase, ShuffleGoldenTests.PermutationCase, EarlyStoppingTests.GoldenCase, ReduceLROnPlateauTests.GoldenCase, "callbacks/ModelCheckpoint"])
    .ToArray();

    [Fact]
    public void Every_case_is_covered_once() => Assert.Equal(GoldenCases.All.Keys.Order(StringComparer.Ordinal), CoveredCases.Order(StringComparer.Ordinal));
}
