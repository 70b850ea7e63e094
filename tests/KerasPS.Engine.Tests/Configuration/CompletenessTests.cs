using System.Reflection;
using System.Xml.Linq;
using KerasPS.Activations;
using KerasPS.Losses;
using KerasPS.Metrics;
using KerasPS.Regularizers;
using KerasPS.Schedules;
using KerasPS.Tests.Layers;

namespace KerasPS.Tests.Configuration;

/// <summary>
/// Every class that has a Keras name is tested and documented. That its configuration makes it again is tested by
/// <see cref="ConfigRoundTripTests"/>, its cmdlet and help by tests/Pester/Help.Tests.ps1.
/// </summary>
public class CompletenessTests
{
    /// <summary>The families whose golden cases begin with the name of the class, as in <c>layers/Dense(3,relu)</c>.</summary>
    private static readonly (string Section, Type Family)[] GoldenFamilies =
    [
        ("layers", typeof(Layer)), ("activations", typeof(ActivationFunction)), ("losses", typeof(Loss)), ("metrics", typeof(Metric)),
        ("optimizers", typeof(Optimizer)), ("schedules", typeof(LearningRateSchedule)),
    ];

    private static readonly Lazy<Dictionary<string, XElement>> Documentation = new(() =>
        XDocument.Load(Path.ChangeExtension(typeof(KerasObject).Assembly.Location, ".xml")).Descendants("member").ToDictionary(m => m.Attribute("name")!.Value));

    public static TheoryData<Type> Classes => new(All);

    private static IEnumerable<Type> All => KerasFamilies.Classes.Concat(KerasRegistry.ClassesOf(typeof(Callback)));

    [Fact]
    public void Every_class_has_a_golden_case_or_a_test_of_gradients_or_of_behaviour()
    {
        IEnumerable<Type> tested = WithGoldenCases().Concat(WithGradientTests()).Concat(WithBehaviourTests());
        string[] untested = All.Except(tested).Select(type => type.FullName!).ToArray();
        Assert.True(untested.Length == 0, $"Not tested, or no test class says so with [TestsOf(typeof(...))]: {string.Join(", ", untested)}");
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void A_class_and_its_arguments_are_documented(Type type)
    {
        Assert.NotEqual("", Summary($"T:{type.FullName}"));
        foreach (ParameterInfo parameter in type.GetConstructors().Single().GetParameters())
            Assert.True(HasText(type, parameter.Name!), $"{type.Name}: the parameter {parameter.Name} has no documentation.");
        foreach (PropertyInfo property in type.GetProperties().Where(p => p.IsDefined(typeof(KerasArgumentAttribute))))
            Assert.True(Summary($"P:{property.DeclaringType!.FullName}.{property.Name}") != "", $"{type.Name}: {property.Name} has no documentation.");
    }

    private static IEnumerable<Type> WithGoldenCases() =>
        from golden in GoldenFamilies
        from name in GoldenCoverageTests.CoveredCases
        where name.StartsWith(golden.Section + "/", StringComparison.Ordinal)
        let identifier = string.Concat(name[(golden.Section.Length + 1)..].TakeWhile(c => char.IsLetterOrDigit(c) || c == '_'))
        let known = KerasRegistry.ClassesOf(golden.Family)
        from type in known
        where IsNamed(type, identifier) || IsNamed(type, identifier.Split('_')[0])
        select type;

    private static bool IsNamed(Type type, string identifier) => KerasNaming.Fold(type.Name) == KerasNaming.Fold(identifier);

    private static IEnumerable<Type> WithGradientTests() =>
        new[] { typeof(ActivationFunction), typeof(Loss), typeof(Regularizer) }.SelectMany(KerasRegistry.ClassesOf).Concat(LayerCase.Classes);

    private static IEnumerable<Type> WithBehaviourTests() =>
        typeof(CompletenessTests).Assembly.GetTypes().SelectMany(type => type.GetCustomAttribute<TestsOfAttribute>()?.Types ?? []);

    private static string Summary(string member) => Documentation.Value.GetValueOrDefault(member) is not { } comment ? ""
        : comment.Element("inheritdoc")?.Attribute("cref") is { } other ? Summary(other.Value)
        : comment.Element("summary")?.Value.Trim() ?? "";

    /// <summary>The compiler writes the parameters of a primary constructor to the class, to the constructor, or to both.</summary>
    private static bool HasText(Type type, string parameter) => Documentation.Value
        .Where(member => member.Key == $"T:{type.FullName}" || member.Key.StartsWith($"M:{type.FullName}.#ctor", StringComparison.Ordinal))
        .SelectMany(member => member.Value.Elements("param"))
        .Any(element => element.Attribute("name")!.Value == parameter && element.Value.Trim().Length > 0);
}
