using System.Text.RegularExpressions;
using KerasPS.Activations;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Losses;
using KerasPS.Metrics;
using KerasPS.Regularizers;
using KerasPS.Schedules;
using KerasPS.Text;

namespace KerasPS.Tests.Configuration;

/// <summary>Arguments, their order and defaults are those of Keras's constructors, which tests/goldens/keras-signatures.tsv lists.</summary>
public partial class KerasSignatureTests
{
    private static readonly (string Section, Type Family)[] Families =
    [
        ("layers", typeof(Layer)), ("layers", typeof(TextLayer)), ("activations", typeof(ActivationFunction)), ("losses", typeof(Loss)),
        ("metrics", typeof(Metric)), ("optimizers", typeof(Optimizer)), ("schedules", typeof(LearningRateSchedule)),
        ("initializers", typeof(Initializer)), ("regularizers", typeof(Regularizer)), ("constraints", typeof(Constraint)),
    ];

    private static readonly ILookup<(string Section, string Class), Argument> Signatures = Read();

    private static readonly ILookup<string, string> LeftOut = ReadLeftOut();

    public static TheoryData<Type> Classes => new(KerasFamilies.Classes.Where(type => Of(type).Any()));

    [Theory]
    [MemberData(nameof(Classes))]
    public void Arguments_are_Keras_s_in_its_order(Type type)
    {
        string[] expected = Of(type).Select(a => a.Name).Where(name => !IsLeftOut(type, name)).ToArray();
        ObjectArgument[] arguments = ObjectSignature.Of(type).Arguments.ToArray();
        Assert.Empty(expected.Except(arguments.Select(a => a.Name)));
        Assert.Equal(
            expected.Where(name => arguments.Single(a => a.Name == name).Parameter is not null),
            arguments.Where(a => a.Parameter is not null).Select(a => a.Name).Where(expected.Contains));
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Defaults_are_Keras_s(Type type)
    {
        KerasObject made = ConfigRoundTripTests.MadeOfRequired(type);
        IReadOnlyDictionary<string, object?> config = made.GetConfig();
        foreach (Argument keras in Of(type).Where(a => !IsLeftOut(type, a.Name)))
        {
            ObjectArgument argument = ObjectSignature.Of(type).Arguments.Single(a => a.Name == keras.Name);

            // Keras refuses a missing value of some arguments only when it is used, and makes up names.
            if (keras.Default == "null" && (argument.IsRequired || argument.Name == "name"))
                continue;
            Assert.Equal((keras.Name, keras.Default is null), (keras.Name, argument.IsRequired));
            if (keras.Default == "null")
                Assert.Null(argument.Parameter is null ? config[keras.Name] : argument.Default);
            else if (keras.Default is not null)
                Assert.Equal((keras.Name, Written(Converted(argument, keras.Default))), (keras.Name, Written(config[keras.Name])));
        }
    }

    [Fact]
    public void What_is_said_to_be_left_out_is()
    {
        string[] notThere = KerasFamilies.Classes
            .SelectMany(type => ObjectSignature.Of(type).Arguments.Where(a => IsLeftOut(type, a.Name)).Select(a => $"{type.Name}.{a.Name}")).ToArray();
        Assert.Empty(notThere);
        Assert.Empty(LeftOut.Select(row => row.Key).Except(Signatures.SelectMany(signature => signature).Select(a => a.Name)));
    }

    private static IEnumerable<Argument> Of(Type type) => Signatures[(SectionOf(type), KerasNaming.Fold(type.Name))];

    private static string SectionOf(Type type) => Families.FirstOrDefault(f => type.IsSubclassOf(f.Family)).Section ?? "";

    private static bool IsLeftOut(Type type, string argument) =>
        LeftOut[argument].Any(of => of == "all" || of == type.Name || of == (type.IsSubclassOf(typeof(TextLayer)) ? "text" : SectionOf(type)));

    private static object? Converted(ObjectArgument argument, string json) =>
        ConfigValue.Describe(ConfigValue.Convert(JsonSerializer.Deserialize<JsonElement>(json), argument.Type, argument.Name));

    /// <summary>As JSON, numbers in single precision and those that are equal on all axes once.</summary>
    private static string Written(object? value)
    {
        string json = Number().Replace(JsonSerializer.Serialize(value), match => JsonSerializer.Serialize(float.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture)));
        return Repeated().Replace(Repeated().Replace(json, "$1"), "$1");
    }

    private static ILookup<(string, string), Argument> Read() => File.ReadLines(RepositoryFiles.PathOf("tests", "goldens", "keras-signatures.tsv"))
        .Skip(1)
        .Select(line => line.Split('\t'))
        .ToLookup(cells => (cells[0], KerasNaming.Fold(cells[1])), cells => new Argument(cells[2], cells[3] == "required" ? null : cells[3]));

    /// <summary>The table in docs/differences-from-keras.md: argument, and a class, section or <c>all</c>.</summary>
    private static ILookup<string, string> ReadLeftOut() => File.ReadLines(RepositoryFiles.PathOf("docs", "differences-from-keras.md"))
        .SkipWhile(line => line != "## Arguments that are left out")
        .TakeWhile(line => !line.StartsWith("Of ", StringComparison.Ordinal))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .SelectMany(cells => from argument in cells[1].Split(", ") from of in cells[2].Split(", ") select (Argument: argument.Trim('`'), Of: of))
        .ToLookup(pair => pair.Argument, pair => pair.Of);

    [GeneratedRegex(@"-?\d+(\.\d+)?([eE][-+]?\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"\[([^\[\],]+|\[[^\[\]]+\])(,\1)*\]")]
    private static partial Regex Repeated();

    /// <summary>One argument of a constructor.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Default">Its default as JSON; null where it has none.</param>
    private sealed record Argument(string Name, string? Default);
}
