using System.Collections;
using KerasPS.Activations;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;
using KerasPS.Schedules;

namespace KerasPS.Tests.Configuration;

/// <summary>Every class can be made again from its configuration, also after that was written as JSON.</summary>
public class ConfigRoundTripTests
{
    public static TheoryData<Type> Classes => new(KerasFamilies.Classes);

    [Theory]
    [MemberData(nameof(Classes))]
    public void Required_arguments_alone_come_back(Type type) =>
        AssertComesBack(type, MadeOfRequired(type));

    [Theory]
    [MemberData(nameof(Classes))]
    public void All_arguments_come_back(Type type)
    {
        KerasObject made = AssertComesBack(type, MadeOf(type, _ => true));
        foreach (ObjectArgument argument in ObjectSignature.Of(type).Arguments)
        {
            string expected = Json(ConfigValue.Describe(ConfigValue.Convert(SampleOf(type, argument), argument.Type, argument.Name)));
            Assert.Equal((argument.Name, expected), (argument.Name, Json(made.GetConfig()[argument.Name])));
        }
    }

    [Fact]
    public void An_optimizer_changed_by_a_callback_says_so()
    {
        Adam adam = new() { LearningRate = 0.25 };
        Assert.Equal(0.25, adam.GetConfig()["learning_rate"]);
    }

    [Fact]
    public void A_learning_rate_is_a_number_or_a_schedule()
    {
        Assert.Equal(0.25, Optimizer(0.25).GetConfig()["learning_rate"]);
        Assert.Equal(2.0, Optimizer(2).LearningRate);
        Assert.Equal(0.5, Optimizer("0.5").LearningRate);
        ExponentialDecay schedule = new(0.5, 10, 0.5);
        Assert.Same(schedule, Optimizer(schedule).Schedule);
        Assert.Null(Optimizer(0.25).Schedule);
        ThrowsError("InvalidValue", () => Optimizer("fast"), "SGD, argument 'learning_rate'", "'fast'");
        ThrowsError("InvalidValue", () => Optimizer(-1), "SGD: learning_rate must be 0 or above, not -1.");
        ThrowsError("InvalidValue", () => Optimizer(new L2(0.1)), "learning rate schedule", "L2");
        ThrowsError("MissingArgument", () => Optimizer(new Hashtable { ["class_name"] = "CosineDecay" }), "CosineDecay needs a value for 'initial_learning_rate'");

        static Optimizer Optimizer(object rate) => KerasRegistry.Resolve<Optimizer>(new Hashtable { ["class_name"] = "SGD", ["learning_rate"] = rate });
    }

    /// <summary>An object with samples for the required arguments, and all others left out.</summary>
    internal static KerasObject MadeOfRequired(Type type) =>
        MadeOf(type, argument => argument.IsRequired || ArgumentSample.Find(type, argument) is { IsRequired: true });

    private static KerasObject MadeOf(Type type, Func<ObjectArgument, bool> isGiven)
    {
        Hashtable arguments = [];
        foreach (ObjectArgument argument in ObjectSignature.Of(type).Arguments.Where(isGiven))
            arguments[argument.Name] = SampleOf(type, argument);
        return ObjectSignature.Of(type).Create(arguments);
    }

    private static KerasObject AssertComesBack(Type type, KerasObject made)
    {
        string config = Json(made.GetConfig());

        Assert.Equal(config, Json(ObjectSignature.Of(type).Create(new Hashtable((IDictionary)made.GetConfig())).GetConfig()));

        Dictionary<string, JsonElement> specification = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Json(ConfigValue.Describe(made)))!;
        Assert.Equal(type.Name, specification["class_name"].GetString());
        KerasObject again = KerasRegistry.Resolve(FamilyOf(type), new Hashtable
        {
            ["class_name"] = specification["class_name"].GetString(),
            ["config"] = specification["config"].Deserialize<Dictionary<string, JsonElement>>(),
        });
        Assert.Equal(type, again.GetType());
        Assert.Equal(config, Json(again.GetConfig()));
        return made;
    }

    private static Type FamilyOf(Type type) => KerasFamilies.All.Single(type.IsSubclassOf);

    /// <summary>A value that is no default, as a user would write it.</summary>
    private static object? SampleOf(Type made, ObjectArgument argument) => ArgumentSample.Find(made, argument) is { } own ? own.Value : SampleOf(argument, AxesOf(made));

    /// <summary>How many axes the arguments of a class such as Conv2D have.</summary>
    private static int AxesOf(Type made) => made.Name.FirstOrDefault(char.IsAsciiDigit, '2') - '0';

    private static object SampleOf(ObjectArgument argument, int axes)
    {
        Type type = Nullable.GetUnderlyingType(argument.Type) ?? argument.Type;
        if (type.IsEnum)
            return KerasNaming.ToSnakeCase(Enum.GetNames(type)[^1]);
        return type switch
        {
            _ when type == typeof(long) => 7,
            _ when type == typeof(int) => 3,
            _ when type == typeof(double) => 0.25,
            _ when type == typeof(bool) => argument.Default is not true,
            _ when argument.Name == "dtype" => "mixed_bfloat16",
            _ when type == typeof(string) => "a_name",
            _ when type == typeof(long?[]) => new object?[] { null, 2 },
            _ when type == typeof(double[]) => new object[] { 0.25, 0.5 },
            _ when type == typeof(long[]) => Enumerable.Repeat<object>(2, axes).ToArray(),
            _ when type == typeof(long[][]) => Enumerable.Range(0, axes).Select(axis => new object[] { axis, 7 }).ToArray(),
            _ when type == typeof(float[]) => new object[] { 0.5, 0.25 },
            _ when type == typeof(string[]) => new object[] { "dense_1", "head" },
            _ when type == typeof(LearningRate) => new Hashtable { ["class_name"] = "CosineDecay", ["config"] = new Hashtable { ["initial_learning_rate"] = 0.5, ["decay_steps"] = 4 } },
            _ when type == typeof(ActivationFunction) => "tanh",
            _ when type == typeof(Initializer) => new Hashtable { ["class_name"] = "HeNormal", ["seed"] = 2 },
            _ when type == typeof(Regularizer) => new Hashtable { ["class_name"] = "L1", ["l1"] = 0.5 },
            _ when type == typeof(Constraint) => new Hashtable { ["class_name"] = "MaxNorm", ["max_value"] = 3, ["axis"] = 1 },
            _ when type.IsAssignableTo(typeof(Optimizer)) => "nadam",

            // Layers within others are frozen with them.
            _ when type == typeof(RecurrentCell) => new Hashtable { ["class_name"] = "GRUCell", ["units"] = 3, ["trainable"] = false },
            _ when type == typeof(RecurrentCell[]) => new object[] { new SimpleRNNCell(2) { Trainable = false }, new LSTMCell(3) { Trainable = false } },
            _ when type == typeof(RecurrentLayer) => new Hashtable { ["class_name"] = "LSTM", ["units"] = 3, ["name"] = "forward_one", ["trainable"] = false },
            _ when type == typeof(Layer) => new Hashtable { ["class_name"] = "Dense", ["units"] = 3, ["trainable"] = false },
            _ => throw new NotSupportedException($"No sample of {type.Name} for {argument.Name}: add one here for all classes, or an {nameof(ArgumentSample)} to the tests of the class."),
        };
    }

    private static string Json(object? value) => JsonSerializer.Serialize(value);
}
