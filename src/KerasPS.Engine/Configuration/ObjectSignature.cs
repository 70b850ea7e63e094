using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace KerasPS.Configuration;

/// <summary>The arguments of a Keras class, from its public constructor: the single source of its configuration, cmdlet and help.</summary>
public sealed class ObjectSignature
{
    private static readonly ConcurrentDictionary<Type, ObjectSignature> Known = new();

    private readonly ConstructorInfo constructor;

    private ObjectSignature(Type type)
    {
        Type = type;
        constructor = type.GetConstructors().Single();
        List<ObjectArgument> arguments = constructor.GetParameters().Select(p => new ObjectArgument(PropertyOf(type, p.Name!), p)).ToList();
        int parameters = arguments.Count;
        ObjectArgument[] marked = type.GetProperties()
            .Where(p => p.IsDefined(typeof(KerasArgumentAttribute)) && arguments.All(a => a.Property.Name != p.Name))
            .Select(p => new ObjectArgument(p, null))
            .ToArray();

        // Base classes first: those of derived classes are inserted among them.
        foreach (ObjectArgument argument in marked.Where(a => a.Predecessor is not null).GroupBy(a => a.Property.DeclaringType).Reverse().SelectMany(a => a))
        {
            int before = arguments.FindIndex(a => a.Property.Name == argument.Predecessor);
            arguments.Insert(before < 0 ? parameters : before + 1, argument);
        }

        Arguments = [.. arguments, .. marked.Where(a => a.Predecessor is null)];
    }

    /// <summary>The class.</summary>
    public Type Type { get; }

    /// <summary>The arguments: the constructor's parameters and the marked properties, in Keras's order.</summary>
    public IReadOnlyList<ObjectArgument> Arguments { get; }

    /// <summary>The signature of a class.</summary>
    /// <param name="type">A concrete class with exactly one public constructor.</param>
    public static ObjectSignature Of(Type type) => Known.GetOrAdd(type, t => new ObjectSignature(t));

    /// <summary>Makes an object from named arguments.</summary>
    /// <param name="arguments">Values by name; case and underscores in the names are ignored.</param>
    /// <exception cref="KerasException">A name is unknown, a required argument is missing, or a value does not fit.</exception>
    public KerasObject Create(IDictionary arguments)
    {
        Dictionary<string, object?> given = [];
        foreach (DictionaryEntry entry in arguments)
        {
            string name = entry.Key.ToString()!;
            ObjectArgument argument = Arguments.FirstOrDefault(a => KerasNaming.Fold(a.Name) == KerasNaming.Fold(name))
                ?? throw new KerasException("UnknownArgument", $"{Type.Name} has no argument '{name}'. {NearestName.Hint(name, Arguments.Select(a => a.Name))}", name);
            given[argument.Name] = ConfigValue.Convert(entry.Value, argument.Type, $"{Type.Name}, argument '{argument.Name}'");
        }

        object?[] values = Arguments.Where(a => a.Parameter is not null).Select(a => ValueOf(a, given)).ToArray();
        KerasObject made = (KerasObject)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, values, null);
        foreach (ObjectArgument argument in Arguments.Where(a => a.Parameter is null && given.ContainsKey(a.Name)))
        {
            // Setting trainable, even to its current value, would set it on all sublayers.
            if (!Equals(argument.Property.GetValue(made), given[argument.Name]))
                argument.Property.SetValue(made, given[argument.Name], BindingFlags.DoNotWrapExceptions, null, null, null);
        }

        return made;
    }

    internal IReadOnlyDictionary<string, object?> ReadConfig(KerasObject instance) =>
        Arguments.ToDictionary(a => a.Name, a => ConfigValue.Describe(instance.ValueOf(a)));

    private object? ValueOf(ObjectArgument argument, Dictionary<string, object?> given)
    {
        if (given.TryGetValue(argument.Name, out object? value))
            return value;
        if (argument.IsRequired)
            throw new KerasException("MissingArgument", $"{Type.Name} needs a value for '{argument.Name}'{Choices(argument.Type)}.", Type.Name);
        return argument.Default;
    }

    private static string Choices(Type type) =>
        type.IsEnum ? $": {string.Join(", ", Enum.GetNames(type).Select(KerasNaming.ToSnakeCase))}" : "";

    private static PropertyInfo PropertyOf(Type type, string parameter) =>
        type.GetProperties().FirstOrDefault(p => p.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase))
        ?? throw new InvalidOperationException($"{type.Name} has a constructor parameter '{parameter}' without a property of that name.");
}
