using KerasPS.Layers;

namespace KerasPS.Saving;

/// <summary>A layer, which may be a model, as Keras's JSON has it.</summary>
internal static class LayerConfig
{
    /// <summary>The entry of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="policy">The dtype policy of a layer that has none of its own.</param>
    /// <exception cref="KerasException"><c>DuplicateName</c>: two layers of a model have the same name, so that it could not be loaded again.</exception>
    public static Dictionary<string, object?> Describe(Layer layer, DtypePolicy policy)
    {
        if (layer is Model model && model.Layers.GroupBy(part => part.Name).FirstOrDefault(group => group.Count() > 1) is { Key: { } twice })
            throw new KerasException("DuplicateName", $"Two layers of '{model.Name}' are called '{twice}', so it cannot be saved; names of layers must be unique.", twice);
        return DescribeChecked(layer, policy);
    }

    private static Dictionary<string, object?> DescribeChecked(Layer layer, DtypePolicy policy) => layer switch
    {
        Sequential model => Entry("keras", nameof(Sequential), null, SequentialConfig(model, policy), layer),
        Functional model => Entry("keras.src.models.functional", nameof(Functional), nameof(Functional), FunctionalConfig.Describe(model, policy), layer),
        InputLayer input => Entry("keras.layers", nameof(InputLayer), null, InputConfig(input), null),
        _ => Entry("keras.layers", layer.ClassName, null, ObjectConfig.Arguments(layer, layer.Dtype is null ? policy : DtypePolicy.Of(layer.Dtype)), layer),
    };

    private static Dictionary<string, object?> SequentialConfig(Sequential model, DtypePolicy policy) => new()
    {
        ["name"] = model.Name,
        ["trainable"] = model.Trainable,
        ["dtype"] = ObjectConfig.Describe(policy),
        ["layers"] = model.Layers.Select(layer => Describe(layer, policy)).ToArray(),
        ["build_input_shape"] = model.InputShape is { } shape ? ObjectConfig.BatchShape(shape) : null,
    };

    private static Dictionary<string, object?> InputConfig(InputLayer input) => new()
    {
        ["batch_shape"] = ObjectConfig.BatchShape(input.Shape),
        ["dtype"] = "float32",
        ["name"] = input.Name,
    };

    private static Dictionary<string, object?> Entry(string module, string className, string? registered, Dictionary<string, object?> config, Layer? built)
    {
        Dictionary<string, object?> entry = new()
        {
            ["module"] = module,
            ["class_name"] = className,
            ["config"] = config,
            ["registered_name"] = registered,
        };
        if (built?.InputShapes is { Count: > 0 } shapes)
            entry["build_config"] = BuildConfig(built, shapes.Select(shape => (object)ObjectConfig.BatchShape(shape)).ToArray());
        return entry;
    }

    /// <summary>The shapes that a layer was built for, which Keras passes to its <c>build</c>: all as one argument, or each under a name.</summary>
    private static Dictionary<string, object?> BuildConfig(Layer layer, object[] shapes) => layer switch
    {
        ProjectedAttention => Named(("query_shape", shapes[0]), ("value_shape", shapes[1]), ("key_shape", shapes[shapes.Length > 2 ? 2 : 1])),
        RecurrentLayer or Bidirectional when shapes.Length > 1 => Named(("sequences_shape", shapes[0]), ("initial_state_shape", shapes[1..])),
        RecurrentCell => new() { ["input_shape"] = shapes[0] },
        _ => new() { ["input_shape"] = shapes is [var one] ? one : shapes },
    };

    private static Dictionary<string, object?> Named(params (string Name, object Shape)[] shapes) =>
        new() { ["shapes_dict"] = shapes.ToDictionary(shape => shape.Name, shape => shape.Shape) };
}
