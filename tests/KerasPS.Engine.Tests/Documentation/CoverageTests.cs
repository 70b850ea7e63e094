using System.Text;
using KerasPS.Activations;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Losses;
using KerasPS.Metrics;
using KerasPS.Regularizers;
using KerasPS.Schedules;
using KerasPS.Text;

namespace KerasPS.Tests.Documentation;

/// <summary>docs/coverage.md says which of Keras's classes there are, and every class is one of Keras's or a stated addition.</summary>
public class CoverageTests
{
    /// <summary>Keras's modules and the base classes of their families.</summary>
    private static readonly (string Section, Type Family)[] Sections =
    [
        ("layers", typeof(Layer)), ("layers", typeof(TextLayer)), ("activations", typeof(ActivationFunction)), ("losses", typeof(Loss)), ("metrics", typeof(Metric)),
        ("optimizers", typeof(Optimizer)), ("schedules", typeof(LearningRateSchedule)), ("initializers", typeof(Initializer)), ("regularizers", typeof(Regularizer)),
        ("constraints", typeof(Constraint)), ("callbacks", typeof(Callback)),
    ];

    private static readonly IReadOnlyList<string> SectionNames = Sections.Select(s => s.Section).Distinct().ToArray();

    private static readonly IReadOnlyList<KerasApi> Api = KerasApi.Read();

    [Fact]
    public void The_table_is_what_the_code_says() => new GeneratedDocument("coverage.md").AssertIs(Document());

    [Fact]
    public void Every_family_and_every_line_of_the_list_has_its_section()
    {
        Assert.Empty(KerasFamilies.All.Except(Sections.Select(s => s.Family)));
        Assert.Equal(SectionNames, Api.Select(entry => entry.Section).Distinct());
    }

    [Fact]
    public void Every_class_is_one_of_Keras_s_or_a_stated_addition()
    {
        string[] unknown =
        [
            .. from part in Sections
               from type in KerasRegistry.ClassesOf(part.Family)
               where Entries(part.Section).All(entry => KerasNaming.Fold(entry.Name) != KerasNaming.Fold(type.Name))
               select $"keras.{part.Section} has no {type.Name}",
        ];
        Assert.True(unknown.Length == 0, $"{string.Join(", ", unknown)}. State them in docs/keras-3.16-api.txt with '+' and what they are for.");
    }

    [Fact]
    public void What_is_left_out_for_a_reason_is_not_there_and_what_is_added_is()
    {
        foreach (KerasApi entry in Api.Where(entry => entry.IsAddition || entry.Reason is not null))
            Assert.True(Exists(entry) == entry.IsAddition, $"{entry.Section}: {entry.Name} in docs/keras-3.16-api.txt is stale.");
    }

    [Fact]
    public void Classes_are_found_by_all_of_Keras_s_names()
    {
        foreach (KerasApi entry in Api.Where(entry => !entry.IsAddition && TypeOf(entry) is { IsAbstract: false }))
        {
            if (FamiliesOf(entry.Section).FirstOrDefault(TypeOf(entry)!.IsSubclassOf) is { } family && family.IsSubclassOf(typeof(KerasObject)))
                Assert.All(entry.Names, name => Assert.Equal(TypeOf(entry), KerasRegistry.Find(family, name)));
        }
    }

    private static string Document()
    {
        StringBuilder text = new();
        text.Append("# Coverage of Keras 3.16\n\n");
        text.Append("Written by `./build.sh docs` from the engine's classes and [keras-3.16-api.txt](keras-3.16-api.txt); a test fails when it is out of date.\n");
        text.Append("Keras's functions for losses, metrics and merging, such as `keras.losses.mean_squared_error`, are the classes by their names in snake case.\n\n");
        text.Append("| module | classes in Keras | of them in KerasPS | left out for a reason | not yet | added |\n|---|---|---|---|---|---|\n");
        foreach (string section in SectionNames)
        {
            KerasApi[] entries = Entries(section).Where(entry => !entry.IsAddition).ToArray();
            int there = entries.Count(Exists);
            int leftOut = entries.Count(entry => entry.Reason is not null);
            int added = Entries(section).Count(entry => entry.IsAddition);
            text.Append($"| [{section}](#{section}) | {entries.Length} | {there} | {leftOut} | {entries.Length - there - leftOut} | {added} |\n");
        }

        foreach (string section in SectionNames)
        {
            text.Append($"\n## {section}\n\n| Keras | KerasPS |\n|---|---|\n");
            foreach (KerasApi entry in Entries(section))
                text.Append($"| {string.Join(", ", entry.Names.Select(name => $"`{name}`"))} | {StateOf(entry)} |\n");
        }

        return text.ToString();
    }

    private static string StateOf(KerasApi entry) => entry switch
    {
        { IsAddition: true } => $"added: {entry.Reason}",
        { Reason: { } reason } => $"no: {reason}",
        _ => Exists(entry) ? "yes" : "not yet",
    };

    private static IEnumerable<KerasApi> Entries(string section) => Api.Where(entry => entry.Section == section);

    private static bool Exists(KerasApi entry) => TypeOf(entry) is not null;

    /// <summary>The class, or the base class of the family or of a part of it; null where there is none.</summary>
    private static Type? TypeOf(KerasApi entry)
    {
        string?[] rooms = FamiliesOf(entry.Section).Select(family => family.Namespace).ToArray();
        return typeof(KerasObject).Assembly.GetExportedTypes().SingleOrDefault(type =>
            type.IsClass && rooms.Contains(type.Namespace) && KerasNaming.Fold(type.Name) == KerasNaming.Fold(entry.Name));
    }

    private static IEnumerable<Type> FamiliesOf(string section) => Sections.Where(s => s.Section == section).Select(s => s.Family);
}
