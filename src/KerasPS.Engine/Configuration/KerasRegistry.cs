using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace KerasPS.Configuration;

/// <summary>
/// Finds classes by Keras's names. Only this assembly's own public classes can be found: nothing that a user or a file
/// names is looked up anywhere else.
/// </summary>
public static class KerasRegistry
{
    private static readonly ConcurrentDictionary<Type, NameIndex> Families = new();

    /// <summary>The names to offer for a family: snake case and short names, sorted.</summary>
    /// <param name="family">A base class such as <c>typeof(Loss)</c>.</param>
    public static IReadOnlyList<string> NamesOf(Type family) =>
        ClassesOf(family).SelectMany(AllNames).Distinct().Order(StringComparer.Ordinal).ToArray();

    /// <summary>The concrete classes of a family, by name.</summary>
    /// <param name="family">A base class such as <c>typeof(Loss)</c>.</param>
    public static IReadOnlyList<Type> ClassesOf(Type family) =>
        family.Assembly.GetExportedTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(family) && !t.IsDefined(typeof(NotByNameAttribute))).OrderBy(t => t.Name, StringComparer.Ordinal).ToArray();

    /// <summary>The object that a specification stands for.</summary>
    /// <typeparam name="T">The family, e.g. <c>Loss</c>.</typeparam>
    /// <param name="specification">A name, a dictionary with <c>class_name</c> and arguments, or the object itself.</param>
    /// <exception cref="KerasException">The name is unknown, or an argument does not fit.</exception>
    public static T Resolve<T>(object specification)
        where T : KerasObject => (T)Resolve(typeof(T), specification);

    /// <inheritdoc cref="Resolve{T}(object)"/>
    /// <param name="family">The family, e.g. <c>typeof(Loss)</c>.</param>
    /// <param name="specification">A name, a dictionary with <c>class_name</c> and arguments, or the object itself.</param>
    public static KerasObject Resolve(Type family, object specification)
    {
        if (family.IsInstanceOfType(specification))
            return (KerasObject)specification;
        if (specification is string name)
            return ObjectSignature.Of(Find(family, name, i => i.Short, i => i.Classes)).Create(new Hashtable());
        if (specification is IDictionary dictionary)
            return FromDictionary(family, dictionary);
        throw new KerasException(
            "InvalidValue",
            $"The {Noun(family)} must be a name, a hashtable such as @{{ class_name = '...' }}, or an object, not {specification.GetType().Name}.",
            specification);
    }

    /// <summary>The class of that name.</summary>
    /// <param name="family">A base class such as <c>typeof(Loss)</c>.</param>
    /// <param name="name">A class name, its snake case, or a short name; case and underscores are ignored.</param>
    /// <exception cref="KerasException">There is none; the nearest names are in the message.</exception>
    public static Type Find(Type family, string name) => Find(family, name, i => i.Classes, i => i.Short);

    private static Type Find(Type family, string name, Func<NameIndex, Dictionary<string, Type>> first, Func<NameIndex, Dictionary<string, Type>> then)
    {
        NameIndex known = Families.GetOrAdd(family, IndexOf);
        string folded = KerasNaming.Fold(name);
        return first(known).GetValueOrDefault(folded) ?? then(known).GetValueOrDefault(folded) ?? throw new KerasException(
            "UnknownName", $"There is no {Noun(family)} '{name}'. {NearestName.Hint(name, NamesOf(family))}", name);
    }

    private static KerasObject FromDictionary(Type family, IDictionary dictionary)
    {
        Dictionary<string, object?> entries = [];
        object? name = null;
        object? config = null;
        foreach (DictionaryEntry entry in dictionary)
        {
            string key = entry.Key.ToString()!;
            switch (KerasNaming.Fold(key))
            {
                case "classname": name = entry.Value; break;
                case "config": config = entry.Value; break;
                default: entries[key] = entry.Value; break;
            }
        }

        if (name is null)
            throw new KerasException("MissingClassName", $"A hashtable for the {Noun(family)} needs a class_name, e.g. @{{ class_name = '{NamesOf(family)[0]}' }}.", dictionary);
        Type type = Find(family, name.ToString()!);
        return ObjectSignature.Of(type).Create(config as IDictionary ?? entries);
    }

    private static NameIndex IndexOf(Type family)
    {
        IReadOnlyList<Type> classes = ClassesOf(family);
        return new NameIndex(
            classes.SelectMany(type => ShortNames(type).Select(name => (name, type))).ToDictionary(pair => KerasNaming.Fold(pair.name), pair => pair.type),
            classes.ToDictionary(type => KerasNaming.Fold(type.Name)));
    }

    /// <summary>The given names, then the class's in snake case unless a given one is just another spelling of it (<c>rmsprop</c>).</summary>
    private static IEnumerable<string> AllNames(Type type) =>
        ShortNames(type).Append(KerasNaming.ToSnakeCase(type.Name)).DistinctBy(KerasNaming.Fold);

    private static IReadOnlyList<string> ShortNames(Type type) => type.GetCustomAttribute<KerasNameAttribute>()?.Names ?? [];

    private static string Noun(Type family) => KerasNaming.ToSnakeCase(family.Name).Replace('_', ' ');

    /// <summary>
    /// Classes by their folded names. Alone, a string means what it means to Keras's <c>compile</c>, where a short name may stand for
    /// something else than the class that is called so: <c>accuracy</c>. As <c>class_name</c> it means the class.
    /// </summary>
    private sealed record NameIndex(Dictionary<string, Type> Short, Dictionary<string, Type> Classes);
}
