using System.Reflection;
using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Layers;

namespace KerasPS.Saving;

/// <summary>
/// Makes the objects of a <c>config.json</c>, from classes of this assembly alone: whatever a file names is looked up among them, and
/// modules are but compared with Keras's.
/// </summary>
internal sealed class ObjectReader
{
    private const int MaxLayers = 4096;
    private const long MaxCalls = 16384;

    private readonly Dictionary<long, Layer> shared = [];
    private readonly Dictionary<Layer, long> calls = [];
    private readonly List<(Layer Layer, string Policy)> policies = [];
    private int layers;
    private long callsWithin;

    /// <summary>Makes an object of a family from a name or a description.</summary>
    /// <typeparam name="T">The family, e.g. <c>Loss</c>.</typeparam>
    /// <param name="value">The name or description.</param>
    /// <param name="owner">What has it, for errors.</param>
    public T Create<T>(object value, string owner)
        where T : KerasObject => (T)Create(typeof(T), value, owner, null);

    /// <summary>The name of a function; any other value as it is.</summary>
    public static object? NameOrValue(object? value)
    {
        if (value is not Dictionary<string, object?> entries || entries.GetValueOrDefault("class_name") is not string className)
            return value;
        switch (className)
        {
            case "function":
                return new ConfigReader(entries, "a function").Text("config");
            case "__lambda__":
                throw HasCode("a Python lambda");
            default:
                return value;
        }
    }

    /// <summary>Makes a layer, which may be a model, without variables.</summary>
    /// <param name="entry">Its description.</param>
    /// <param name="outer">The dtype policy of the layer that it is part of; null for a layer of a model.</param>
    public Layer CreateLayer(ConfigReader entry, string? outer = null)
    {
        RequireBuiltIn(entry);
        if (SharedId(entry) is { } id && shared.TryGetValue(id, out Layer? known))
            return known;
        if (++layers > MaxLayers)
            throw ConfigReader.NotSupported($"it has more than {MaxLayers} layers");
        long before = callsWithin;
        callsWithin = 0;
        Layer layer = entry.ClassName switch
        {
            nameof(Sequential) => new ModelReader(this).CreateSequential(entry),
            nameof(Functional) => new ModelReader(this).CreateFunctional(entry),
            nameof(InputLayer) => CreateInput(entry.Object("config")),
            _ => CreatePlain(entry, outer),
        };
        calls[layer] = 1 + callsWithin;
        callsWithin = before;
        if (outer is not null)
            CountCall(layer);
        if (SharedId(entry) is { } own)
            shared[own] = layer;
        return layer;
    }

    /// <summary>Counts a call of a layer with all those within it, so that models within models cannot multiply them without end.</summary>
    public void CountCall(Layer layer)
    {
        callsWithin += calls[layer];
        if (callsWithin > MaxCalls)
            throw ConfigReader.NotSupported($"it has more than {MaxCalls} calls of layers");
    }

    /// <summary>Gives the layers that have been made their dtype policies.</summary>
    /// <param name="wanted">The dtype policy of the model; null for that of most layers.</param>
    /// <returns>The dtype policy of the model.</returns>
    public DtypePolicy ApplyPolicies(string? wanted)
    {
        string ofModel = DtypePolicy.Of(wanted ?? policies.GroupBy(each => each.Policy).MaxBy(group => group.Count())?.Key ?? "float32").Name;
        foreach ((Layer layer, string policy) in policies)
        {
            if (policy != ofModel)
                layer.Dtype = policy;
        }

        return DtypePolicy.Of(ofModel);
    }

    private KerasObject Create(Type family, object value, string owner, string? outer)
    {
        value = NameOrValue(value)!;
        if (value is string name)
            return KerasRegistry.Resolve(family, name);
        ConfigReader entry = new(value, owner);
        if (family.IsAssignableTo(typeof(Layer)))
            return CreateLayer(entry, outer) is var layer && family.IsInstanceOfType(layer) ? layer : throw ConfigReader.Invalid($"{owner} cannot be a layer {layer.ClassName}");
        RequireBuiltIn(entry);
        if (family == typeof(ActivationFunction) && entry.ClassName == nameof(Layers.Activation))
            return Create(family, entry.Object("config").Required("activation"), owner, outer);
        Type type = KerasRegistry.Find(family, entry.Text("class_name"));
        return ObjectSignature.Of(type).Create(Arguments(type, entry.Has("config") ? entry.Object("config").Entries : new Dictionary<string, object?>(), owner, outer));
    }

    private Layer CreatePlain(ConfigReader entry, string? outer)
    {
        ConfigReader config = entry.Object("config");
        string className = entry.Text("class_name");
        string owner = $"the layer '{(config.Has("name") ? NameOf(config) : "")}' ({className})";
        Type type = KerasRegistry.Find(typeof(Layer), className);
        string? policy = PolicyOf(type, config.Entries.GetValueOrDefault("dtype"), owner);
        Dictionary<string, object?> arguments = Arguments(type, config.Entries, owner, policy ?? outer ?? "");
        arguments.Remove("dtype");
        if (outer is not null && policy is not null && policy != outer)
            arguments["dtype"] = policy;
        Layer layer = (Layer)ObjectSignature.Of(type).Create(arguments);
        if (outer is null && policy is not null)
            policies.Add((layer, policy));
        return layer;
    }

    private static InputLayer CreateInput(ConfigReader config)
    {
        foreach ((string name, object? value) in config.Entries.Where(pair => pair.Key is not ("batch_shape" or "name" or "dtype")))
        {
            if (!UnsupportedKerasArguments.CanIgnore(typeof(InputLayer), name, value, "an InputLayer"))
                throw ConfigReader.Invalid($"an InputLayer has no argument '{name}'");
        }

        if (config.Entries.GetValueOrDefault("dtype") is "string")
            throw ConfigReader.NotSupported("an InputLayer takes strings; text layers prepare tables here, before they become a dataset");
        return new InputLayer(ConfigReader.SampleShape(config.Required("batch_shape"), "batch_shape")) { Name = config.Has("name") ? NameOf(config) : null };
    }

    private Dictionary<string, object?> Arguments(Type type, IReadOnlyDictionary<string, object?> config, string owner, string? outer)
    {
        IReadOnlyList<ObjectArgument> known = ObjectSignature.Of(type).Arguments;
        Dictionary<string, object?> arguments = [];
        foreach ((string name, object? value) in config)
        {
            if (known.FirstOrDefault(argument => argument.Name == name) is { } argument)
                arguments[name] = name == "dtype" ? null : Value(argument.Type, value, $"{name} of {owner}", outer);
            else if (!UnsupportedKerasArguments.CanIgnore(type, name, value, owner))
                arguments[name] = value;
        }

        return arguments;
    }

    /// <summary>The value of an argument, with the objects in it made.</summary>
    private object? Value(Type type, object? value, string owner, string? outer)
    {
        value = NameOrValue(value);
        if (value is object?[] list && type.IsArray)
            return Array.ConvertAll(list, item => Value(type.GetElementType()!, item, owner, outer));
        if (value is not Dictionary<string, object?> description)
            return value is string && type.IsAssignableTo(typeof(KerasObject)) ? Create(type, value, owner, outer) : value;
        if (type.IsAssignableTo(typeof(KerasObject)))
            return Create(type, value, owner, outer);
        if (Nullable.GetUnderlyingType(type) is { } inner)
            type = inner;
        if (type.IsAssignableTo(typeof(IValueOrObject)))
            return Create(ObjectOf(type), value, owner, outer);
        ConfigReader entry = new(description, owner);
        return entry.ClassName switch
        {
            "SeedGenerator" => entry.Object("config").Entries.GetValueOrDefault("seed"),
            "__tensor__" or "__numpy__" => entry.Object("config").Entries.GetValueOrDefault("value"),
            _ => value,
        };
    }

    /// <summary>The family of the objects that an argument may be besides a plain value.</summary>
    private static Type ObjectOf(Type alternative) => alternative.GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.Name == "op_Implicit" && method.ReturnType == alternative)
        .Select(method => method.GetParameters()[0].ParameterType)
        .Single(type => type.IsAssignableTo(typeof(KerasObject)));

    /// <summary>The dtype policy of a layer; null where the file says nothing, or what the layer gives are integers anyway.</summary>
    private static string? PolicyOf(Type type, object? dtype, string owner)
    {
        string? name = dtype as string;
        if (dtype is Dictionary<string, object?> description)
        {
            ConfigReader policy = new(description, $"dtype of {owner}");
            if (policy.ClassName is not ("DTypePolicy" or "FloatDTypePolicy"))
                throw ConfigReader.NotSupported($"{owner} has a dtype of the class {ConfigText.Of(policy.ClassName)}; DTypePolicy can be read");
            name = policy.Object("config").Text("name");
        }

        bool isWhole = type.IsAssignableTo(typeof(CategoricalLayer)) && name?.StartsWith("int", StringComparison.Ordinal) == true;
        if (name is null || isWhole)
            return null;
        return DtypePolicy.Names.Contains(name)
            ? name
            : throw ConfigReader.NotSupported($"{owner} has the dtype {ConfigText.Of(name)}; what can be read is {string.Join(", ", DtypePolicy.Names)}");
    }

    private static string NameOf(ConfigReader config) => config.Text("name") is { Length: > 0 } name && !name.Contains('/')
        ? name
        : throw ConfigReader.Invalid($"the name {ConfigText.Of(config.Text("name"))} is empty or has a slash, which no name of a layer has");

    private static long? SharedId(ConfigReader entry) => entry.Entries.GetValueOrDefault("shared_object_id") as long?;

    /// <summary>Refuses what would need code from elsewhere.</summary>
    private static void RequireBuiltIn(ConfigReader entry)
    {
        string className = entry.Text("class_name");
        if (className is "Lambda" or "__lambda__")
            throw HasCode("a Lambda layer");
        object? registered = entry.Entries.GetValueOrDefault("registered_name");
        object? module = entry.Entries.GetValueOrDefault("module");
        bool isOfKeras = module is null or "keras" or "builtins" || (module is string text && text.StartsWith("keras.", StringComparison.Ordinal));
        if (!isOfKeras || (registered is not null && !registered.Equals(className)))
            throw ConfigReader.NotSupported($"it needs the custom class {ConfigText.Of(registered ?? $"{module}.{className}")}, which is not made from a file");
    }

    private static KerasException HasCode(string what) =>
        ConfigReader.NotSupported($"it has {what}, which is Python code. Code in files is never run; build the model here from layers, and load its weights");
}
