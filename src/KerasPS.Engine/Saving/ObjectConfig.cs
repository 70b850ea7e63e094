using System.Globalization;
using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Layers;
using KerasPS.Losses;
using KerasPS.Metrics;
using KerasPS.Optimizers;
using KerasPS.Regularizers;
using KerasPS.Schedules;

namespace KerasPS.Saving;

/// <summary>Objects as Keras's JSON has them: <c>module</c>, <c>class_name</c>, <c>config</c> and <c>registered_name</c>.</summary>
internal static class ObjectConfig
{
    /// <summary>Arguments that Keras's classes do not have, although the base of their family does here.</summary>
    private static readonly (Type Class, string Argument)[] UnknownToKeras =
    [
        (typeof(SpatialDropout), "trainable"),
        (typeof(Discretization), "trainable"),
    ];

    /// <summary>The description of an argument's value: dictionaries for objects, lists, strings and numbers.</summary>
    /// <param name="value">The value.</param>
    /// <param name="policy">The dtype policy of layers that have none of their own.</param>
    public static object? Describe(object? value, DtypePolicy? policy = null) => value switch
    {
        ActivationFunction function when IsDefault(function) => function.Name,
        ActivationFunction and (Activations.LeakyRelu or Activations.Elu or Activations.Relu or Activations.Softmax) => DescribeAsLayer((ActivationFunction)value),
        Layer layer => LayerConfig.Describe(layer, policy ?? DtypePolicy.Of("float32")),
        AccuracyByShape accuracy => accuracy.Form is { } form ? Describe(form) : "accuracy",
        Crossentropy => "crossentropy",
        KerasObject item => Entry(ModuleOf(item), item.ClassName, Arguments(item)),
        Array list => list.Cast<object?>().Select(item => Describe(item, policy)).ToArray(),
        float number => double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        _ => ConfigValue.Describe(value),
    };

    /// <summary>A dtype policy as Keras's JSON has it.</summary>
    public static Dictionary<string, object?> Describe(DtypePolicy policy) =>
        Entry("keras", "DTypePolicy", new Dictionary<string, object?> { ["name"] = policy.Name });

    /// <summary>The arguments of an object by Keras's names.</summary>
    /// <param name="item">The object.</param>
    /// <param name="policy">The dtype policy of a layer.</param>
    public static Dictionary<string, object?> Arguments(KerasObject item, DtypePolicy? policy = null)
    {
        Type type = item.GetType();
        Dictionary<string, object?> arguments = ObjectSignature.Of(type).Arguments
            .Where(argument => !UnknownToKeras.Any(unknown => type.IsAssignableTo(unknown.Class) && unknown.Argument == argument.Name))
            .ToDictionary(argument => argument.Name, argument => Describe(Written(item, item.ValueOf(argument)), policy));
        if (policy is not null)
            arguments["dtype"] = Describe(policy);
        return arguments;
    }

    /// <summary>A value as Keras takes it: it refuses the range that it makes of one factor itself.</summary>
    private static object? Written(KerasObject item, object? value) => item is RandomShear && value is double[] and [var from, var to] && from == -to ? to : value;

    /// <summary>A shape with Keras's null for the batch axis and for sizes that may vary.</summary>
    public static object?[] BatchShape(IEnumerable<long> shape) => [null, .. shape.Select(size => size < 0 ? null : (object)size)];

    /// <summary>Keras has names for functions, but no description of one with other options.</summary>
    private static bool IsDefault(ActivationFunction function) => ObjectSignature.Of(function.GetType()).Arguments.All(argument =>
        !argument.IsRequired && Equals(argument.Property.GetValue(function), argument.Parameter?.DefaultValue));

    /// <summary>A function with options as the layer that computes it, which Keras takes as an activation too.</summary>
    private static Dictionary<string, object?> DescribeAsLayer(ActivationFunction function) => Entry(
        "keras.layers",
        function switch
        {
            Activations.LeakyRelu => nameof(LeakyReLU),
            Activations.Elu => nameof(ELU),
            Activations.Relu => nameof(ReLU),
            _ => function.ClassName,
        },
        Arguments(function));

    private static Dictionary<string, object?> Entry(string module, string className, Dictionary<string, object?> config) => new()
    {
        ["module"] = module,
        ["class_name"] = className,
        ["config"] = config,
        ["registered_name"] = null,
    };

    private static string ModuleOf(KerasObject item) => item switch
    {
        Initializer => "keras.initializers",
        Regularizer => "keras.regularizers",
        Constraint => "keras.constraints",
        Loss => "keras.losses",
        Metric => "keras.metrics",
        Optimizer => "keras.optimizers",
        LearningRateSchedule => "keras.optimizers.schedules",
        ActivationFunction => "keras.activations",
        _ => "keras",
    };
}
