using KerasPS.Configuration;
using KerasPS.Layers;
using KerasPS.Tests.Callbacks;

namespace KerasPS.Tests.Goldens;

/// <summary>Nothing that Keras computed is left out silently: a case is covered, or listed here with the reason.</summary>
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

    /// <summary>Classes that the engine does not have yet, by the section of their cases.</summary>
    private static readonly (string Section, Type Family, string[] Names)[] MissingClasses =
    [
        ("layers", typeof(Layer),
        [
        ]),
    ];

    /// <summary>Abilities that existing classes do not have yet: how the names of their cases begin, and what is missing.</summary>
    private static readonly Dictionary<string, string> MissingAbilities = [];

    [Fact]
    public void Every_case_is_either_covered_or_listed_for_later()
    {
        Assert.Equal(CoveredCases.Distinct(), CoveredCases);
        Assert.Equal(GoldenCases.All.Keys.Order(StringComparer.Ordinal), CoveredCases.Concat(Later()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_entry_of_the_lists_has_a_case()
    {
        Assert.All(MissingAbilities.Keys, prefix => Assert.Contains(GoldenCases.All.Keys, name => name.StartsWith(prefix, StringComparison.Ordinal)));
        foreach ((string section, _, string[] names) in MissingClasses)
            Assert.All(names, name => Assert.Contains(GoldenCases.All.Keys, key => IsOfClass(key, section, name)));
    }

    [Fact]
    public void Classes_listed_for_later_do_not_exist_yet()
    {
        foreach ((_, Type family, string[] names) in MissingClasses)
        {
            IEnumerable<string> existing = KerasRegistry.ClassesOf(family).Select(type => KerasNaming.Fold(type.Name));
            Assert.Empty(names.Select(KerasNaming.Fold).Intersect(existing));
        }
    }

    private static IEnumerable<string> Later() => GoldenCases.All.Keys.Where(key =>
        MissingAbilities.Keys.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))
        || MissingClasses.Any(missing => missing.Names.Any(name => IsOfClass(key, missing.Section, name))));

    /// <summary>Whether a name such as <c>layers/LSTM(2)</c> is the section and class, with or without something that is no letter after it.</summary>
    private static bool IsOfClass(string key, string section, string name)
    {
        string start = $"{section}/{name}";
        return key.StartsWith(start, StringComparison.Ordinal) && (key.Length == start.Length || !char.IsLetterOrDigit(key[start.Length]));
    }
}
