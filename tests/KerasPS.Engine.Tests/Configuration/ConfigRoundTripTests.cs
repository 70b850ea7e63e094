using System.Collections;
using System.Text.Json;
using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Layers;
using KerasPS.Optimizers;
using KerasPS.Regularizers;
using KerasPS.Schedules;
using static KerasPS.Tests.Data.DataFixtures;

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
        MadeOf(type, argument => argument.IsRequired || (type == typeof(Discretization) && argument.Name == "num_bins"));

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

    /// <summary>A value that is no default, as a user would write it; null where the other samples leave no choice.</summary>
    private static object? SampleOf(Type made, ObjectArgument argument)
    {
        Type type = Nullable.GetUnderlyingType(argument.Type) ?? argument.Type;
        object[] axes = Enumerable.Repeat<object>(2, made.Name.FirstOrDefault(char.IsAsciiDigit, '2') - '0').ToArray();
        if (type.IsEnum)
            return KerasNaming.ToSnakeCase(Enum.GetNames(type)[^1]);
        return type switch
        {
            _ when argument.Name == "learning_rate_power" => -0.25,
            _ when argument.Name == "t_mul" => 1.5,
            _ when argument.Name == "boundaries" => new object[] { 5 },
            _ when argument.Name == "inner_optimizer" => "nadam",
            _ when argument.Name == "max_tokens" => 9,
            _ when argument.Name == "vocabulary" => type == typeof(string[]) ? new object[] { "sun", "moon" } : new object[] { 5, 2 },
            _ when argument.Name == "bin_boundaries" => new object[] { 0.25, 0.5 },

            // These are for the output mode int, which is not the last one.
            _ when argument.Name == "invert" && made == typeof(IntegerLookup) => false,
            _ when argument.Name == "output_sequence_length" => null,
            _ when type == typeof(long) => 7,
            _ when type == typeof(int) => 3,
            _ when type == typeof(double) => 0.25,
            _ when argument.Name == "pad_to_aspect_ratio" => false,
            _ when type == typeof(bool) => argument.Parameter?.DefaultValue is not true && argument.Name != "trainable",
            _ when argument.Name == "dtype" => "mixed_bfloat16",
            _ when argument.Name == "equation" => "abc,cd->abd",
            _ when argument.Name == "bias_axes" => "d",
            _ when type == typeof(string) => "a_name",
            _ when argument.Name == "target_class_ids" => new object[] { 1, 0 },
            _ when argument.Name == "thresholds" => new object[] { 0.25 },
            _ when type == typeof(IDictionary) => new Hashtable { ["rmax"] = 3.0 },
            _ when type == typeof(long?[]) => new object?[] { null, 2 },
            _ when type == typeof(double[]) => new object[] { 0.25, 0.5 },
            _ when type == typeof(long[]) && argument.Name == "dims" => new object[] { 2, 1 },
            _ when type == typeof(long[]) && argument.Name is "cropping" or "padding" => new object[] { 1, 2 },

            // Below the strides, or 1 because strides are above.
            _ when type == typeof(long[]) && argument.Name is "output_padding" or "dilation_rate" => axes.Select(_ => 1).ToArray(),
            _ when type == typeof(long[]) => axes,
            _ when type == typeof(long[][]) => axes.Select((_, axis) => new object[] { axis, 7 }).ToArray(),
            _ when type == typeof(float[]) => new object[] { 0.5, 0.25 },
            _ when type == typeof(string[]) => new object[] { "dense_1", "head" },
            _ when type == typeof(LearningRate) => new Hashtable { ["class_name"] = "CosineDecay", ["config"] = new Hashtable { ["initial_learning_rate"] = 0.5, ["decay_steps"] = 4 } },
            _ when type == typeof(ActivationFunction) => "tanh",
            _ when type == typeof(Initializer) => new Hashtable { ["class_name"] = "HeNormal", ["seed"] = 2 },
            _ when type == typeof(Regularizer) => new Hashtable { ["class_name"] = "L1", ["l1"] = 0.5 },
            _ when type == typeof(Constraint) => new Hashtable { ["class_name"] = "MaxNorm", ["max_value"] = 3, ["axis"] = 1 },

            // Layers within others are frozen with them.
            _ when type == typeof(RecurrentCell) => new Hashtable { ["class_name"] = "GRUCell", ["units"] = 3, ["trainable"] = false },
            _ when type == typeof(RecurrentCell[]) => new object[] { new SimpleRNNCell(2) { Trainable = false }, new LSTMCell(3) { Trainable = false } },
            _ when argument.Name == "backward_layer" => new LSTM(3, goBackwards: true) { Name = "backward_one", Trainable = false },
            _ when type == typeof(RecurrentLayer) => new Hashtable { ["class_name"] = "LSTM", ["units"] = 3, ["name"] = "forward_one", ["trainable"] = false },
            _ when type == typeof(Layer) => new Hashtable { ["class_name"] = "Dense", ["units"] = 3, ["trainable"] = false },
            _ => throw new NotSupportedException($"Give this test a sample of {type.Name} for {argument.Name}."),
        };
    }

    private static string Json(object? value) => JsonSerializer.Serialize(value);
}
