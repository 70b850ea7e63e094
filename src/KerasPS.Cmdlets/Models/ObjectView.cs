using System.Collections;
using System.Globalization;
using System.Management.Automation;
using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Data;
using KerasPS.Layers;

namespace KerasPS.Cmdlets;

/// <summary>What tables and lists show of layers, models and optimizers: what a user chose, not what is inside.</summary>
public static class ObjectView
{
    private const int ShownItems = 6;

    private static readonly string[] ShownElsewhere = ["name", "dtype", "learning_rate"];

    /// <summary>The arguments that differ from their defaults, e.g. <c>units=16, activation=relu</c>.</summary>
    /// <param name="row">A layer, optimizer or other object of Keras's.</param>
    public static string Configuration(PSObject row) => Configuration((KerasObject)row.BaseObject);

    /// <summary>A shape with its batch axis; empty where it is not known yet.</summary>
    /// <param name="shape">The shapes of one sample of each input or output.</param>
    public static string WithBatch(IReadOnlyList<IReadOnlyList<long>>? shape) =>
        shape is null or { Count: 0 } ? "" : Shape.Format(shape.Select(one => (IReadOnlyList<long>)[-1, .. one]).ToArray());

    /// <summary>A learning rate in few digits: in single precision 0.001 is 0.0010000000474974513.</summary>
    /// <param name="rate">The rate.</param>
    public static string Rate(double rate) => ((float)rate).ToString("G6", CultureInfo.CurrentCulture);

    /// <summary>The labels of the first samples of a batch, by the names of their classes where they have any.</summary>
    /// <param name="batch">The batch.</param>
    public static string Label(DatasetBatch batch) => string.Join(", ", Enumerable.Range(0, Math.Min(batch.Count, ShownItems)).Select(i => LabelOf(batch.Data, i))) + (batch.Count > ShownItems ? ", …" : "");

    /// <summary>The optimizer of a model with its learning rate.</summary>
    /// <param name="model">The model.</param>
    public static string Optimizer(Model model) => model.Compilation?.Optimizer is { } optimizer ? $"{optimizer.ClassName} (learning rate {Rate(optimizer.LearningRate)})" : "";

    /// <summary>The losses of a model, by its outputs where it has several.</summary>
    /// <param name="model">The model.</param>
    public static string Loss(Model model) => OfOutputs(model, output => output.Loss is null ? [] : [output.Loss.Name]);

    /// <summary>The metrics of a model, by its outputs where it has several.</summary>
    /// <param name="model">The model.</param>
    public static string Metric(Model model) => OfOutputs(model, output => output.Metrics.Concat(output.WeightedMetrics).Select(metric => metric.Name));

    private static string LabelOf(Dataset data, int sample)
    {
        if (data.Labels is not { } labels)
            return "none";
        float[] label = labels[(sample * labels.Length / data.Count)..((sample + 1) * labels.Length / data.Count)];
        return label.Length > 1 ? Listed(label.Cast<object?>().ToArray())
            : label[0] >= 0 && label[0] < data.ClassName.Count ? data.ClassName[(int)label[0]]
            : label[0].ToString("G5", CultureInfo.CurrentCulture);
    }

    private static string OfOutputs(Model model, Func<OutputCompilation, IEnumerable<string>> names) => string.Join("; ", (model.Compilation?.Outputs ?? [])
        .Select(output => (output.Name, Names: string.Join(", ", names(output))))
        .Where(output => output.Names.Length > 0)
        .Select(output => model.Compilation!.Outputs.Count > 1 ? $"{output.Name}: {output.Names}" : output.Names));

    private static string Configuration(KerasObject instance)
    {
        ObjectSignature signature = ObjectSignature.Of(instance.GetType());
        KerasObject? defaults = DefaultInstance(signature, instance);
        return string.Join(", ", signature.Arguments
            .Where(argument => !ShownElsewhere.Contains(argument.Name))
            .Select(argument => (argument.Name, Value: argument.Property.GetValue(instance), Usual: DefaultOf(argument, defaults)))
            .Where(argument => !IsDefaultValue(argument.Value, argument.Usual))
            .Select(argument => $"{argument.Name}={Text(argument.Value)}"));
    }

    /// <summary>An object of the same class with only its required arguments, to compare with; null if a required argument is itself an object, which cannot be shared.</summary>
    private static KerasObject? DefaultInstance(ObjectSignature signature, KerasObject instance)
    {
        Dictionary<string, object?> required = signature.Arguments.Where(argument => argument.IsRequired)
            .ToDictionary(argument => argument.Name, argument => argument.Property.GetValue(instance));
        return required.Values.Any(value => value is not (IConvertible or Array)) ? null : signature.Create(required);
    }

    private static object? DefaultOf(ObjectArgument argument, KerasObject? defaults) =>
        argument.IsRequired ? DBNull.Value
        : defaults is not null ? argument.Property.GetValue(defaults)
        : argument.Parameter is not null ? argument.Default
        : argument.Name == "trainable" ? true
        : null;

    private static bool IsDefaultValue(object? value, object? defaultValue) => (value, defaultValue) switch
    {
        (KerasObject one, KerasObject other) => one.GetType() == other.GetType() && Configuration(one) == Configuration(other),
        (IEnumerable one and not string, null) => !one.Cast<object?>().Any(),
        (IEnumerable one and not string, IEnumerable other) => one.Cast<object?>().SequenceEqual(other.Cast<object?>()),
        _ => Equals(value, defaultValue),
    };

    private static string Text(object? value) => value switch
    {
        null => "none",
        ActivationFunction activation => activation.Name,
        Layer { Name: { } name } => name,
        IValueOrObject alternative => Text(alternative.Given),
        KerasObject other => KerasNaming.ToSnakeCase(other.ClassName),
        string text => text,
        IEnumerable items => Listed(items.Cast<object?>().ToArray()),
        IFormattable number and not Enum => number.ToString(null, CultureInfo.CurrentCulture),
        Enum choice => KerasNaming.ToSnakeCase(choice.ToString()),
        _ => $"{value}",
    };

    private static string Listed(object?[] items) =>
        $"({string.Join(", ", items.Take(ShownItems).Select(Text))}{(items.Length > ShownItems ? ", …" : "")})";
}
