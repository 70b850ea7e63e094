using KerasPS.Configuration;
using KerasPS.Layers;

namespace KerasPS.Generator;

/// <summary>
/// The examples of a generated cmdlet: those in the documentation of its class and, where these are fewer than two, the cmdlet with
/// nothing but its required arguments, and an example that uses the object.
/// </summary>
/// <param name="cmdlet">The cmdlet.</param>
internal sealed class ClassExamples(CmdletSource cmdlet)
{
    /// <summary>Sample values for required arguments, by name or else by type.</summary>
    private static readonly Dictionary<string, string> Samples = new()
    {
        ["activation"] = "relu",
        ["kernel_size"] = "3",
        ["pool_size"] = "2",
        ["output_size"] = "2",
        ["input_dim"] = "1000",
        ["initial_learning_rate"] = "0.01",
        ["decay_steps"] = "1000",
        ["first_decay_steps"] = "1000",
        ["decay_rate"] = "0.9",
        ["inner_optimizer"] = "adam",
        ["average"] = "macro",
        ["target_class_ids"] = "1",
        ["Int32"] = "4",
        ["Double"] = "0.5",
    };

    private static readonly long[][] Shapes = [[8], [10, 8], [28, 28, 1], [8, 8, 8, 1]];

    private readonly ObjectArgument[] required = ObjectSignature.Of(cmdlet.Class).Arguments.Where(argument => argument.IsRequired).ToArray();

    /// <summary>An object made with samples of the required arguments; null where there are no samples, or they cannot be used.</summary>
    public KerasObject? Make()
    {
        if (required.Any(argument => SampleOf(argument) is null) || !cmdlet.Class.IsSubclassOf(typeof(KerasObject)))
            return null;
        try
        {
            return ObjectSignature.Of(cmdlet.Class).Create(required.ToDictionary(argument => argument.Name, argument => SampleOf(argument)));
        }
        catch (KerasException)
        {
            return null;
        }
    }

    public IEnumerable<Example> All()
    {
        Example[] own = Documentation.OfEngine.Examples(Documentation.IdOf(cmdlet.Class)).ToArray();
        if (own.Length >= 2 || required.Any(argument => SampleOf(argument) is null))
            return own;
        string call = string.Join(' ', required.Select(argument => SampleOf(argument)!).Prepend(cmdlet.CmdletName));
        string text = required.Length == 0 ? "With Keras's defaults." : "With these arguments, and Keras's defaults for the others.";
        Example[] all = [new Example(call, text), .. own];
        return all.Length < 2 && InUse(call) is { } use ? [.. all, use] : all;
    }

    private static string? SampleOf(ObjectArgument argument) => Samples.GetValueOrDefault(argument.Name) ?? Samples.GetValueOrDefault(argument.Type.Name);

    private Example? InUse(string call)
    {
        if (cmdlet.Class.IsSubclassOf(typeof(Layer)))
            return InSequentialModel(call) ?? InFunctionalModel(call);
        return EngineClasses.FamilyOf(cmdlet.Class).Use is { } use ? use with { Code = use.Code.Replace("{0}", call, StringComparison.Ordinal) } : null;
    }

    private Example? InSequentialModel(string call) => LikelyShapes(inputs: 1) is var (input, output) ? new Example(
        $"New-SequentialModel ({call}) -InputShape {string.Join(", ", input)} | Get-ModelSummary",
        $"Samples of shape {Shape.Format(input)} become samples of shape {Shape.Format(output)}.") : null;

    private Example? InFunctionalModel(string call)
    {
        if (LikelyShapes(inputs: 2) is not var (input, output))
            return null;
        string made = $"(New-ModelInput {string.Join(", ", input)})";
        return new Example(
            $"$left, $right = {made}, {made}\nNew-FunctionalModel $left, $right ($left, $right | {call}) | Get-ModelSummary",
            $"Two samples of shape {Shape.Format(input)} become one of shape {Shape.Format(output)}.");
    }

    /// <summary>
    /// Shapes that show what the layer does: with as many axes as its name says, if it can take them, and with another shape of
    /// output, if there is one.
    /// </summary>
    private (long[] Input, long[] Output)? LikelyShapes(int inputs)
    {
        (long[] Input, long[] Output)[] possible =
        [
            .. from shape in Shapes
               let outputs = OutputShapes(Enumerable.Repeat(shape, inputs).ToArray())
               where outputs is not null
               orderby !cmdlet.Class.Name.Contains($"{shape.Length - 1}D", StringComparison.Ordinal), shape.SequenceEqual(outputs[0])
               select (shape, outputs[0]),
        ];
        return possible.Length == 0 ? null : possible[0];
    }

    /// <summary>The shapes of the layer's outputs for samples of these shapes; null if it does not accept them.</summary>
    private long[][]? OutputShapes(params long[][] inputShapes)
    {
        try
        {
            return (Make() as Layer)?.ComputeOutputShapes(inputShapes);
        }
        catch (KerasException)
        {
            return null;
        }
    }
}
