using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace KerasPS;

/// <summary>
/// What a hook receives: values by name, in alphabetical order. All callbacks of one hook share the same logs, so what an
/// earlier one adds is seen by the later ones. A value of a batch is fetched from the device when it is read.
/// </summary>
public sealed class Logs : IDictionary, IEnumerable<KeyValuePair<string, object?>>
{
    private Func<IEnumerable<(string Name, Func<double> Fetch)>>? source;
    private SortedDictionary<string, object?>? filled;

    /// <summary>Logs without values.</summary>
    public Logs()
    {
    }

    /// <summary>Logs whose values are asked for when they are first looked at, and each fetched when it is first read.</summary>
    internal Logs(Func<IEnumerable<(string Name, Func<double> Fetch)>> source) => this.source = source;

    /// <summary>The number of values.</summary>
    public int Count => Values.Count;

    /// <summary>The names, sorted.</summary>
    public IReadOnlyCollection<string> Keys => Values.Keys;

    ICollection IDictionary.Keys => Values.Keys;

    ICollection IDictionary.Values => this.Select(pair => pair.Value).ToArray();

    bool IDictionary.IsFixedSize => false;

    bool IDictionary.IsReadOnly => false;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => Values;

    private SortedDictionary<string, object?> Values
    {
        get
        {
            filled ??= new(StringComparer.OrdinalIgnoreCase);
            foreach ((string name, Func<double> fetch) in source?.Invoke() ?? [])
                filled[name] = fetch;
            source = null;
            return filled;
        }
    }

    /// <summary>A value by its name; null where there is none.</summary>
    /// <param name="name">The name; its case is ignored.</param>
    public object? this[string name]
    {
        get => Values.TryGetValue(name, out object? value) ? Fetched(name, value) : null;
        set => Values[name] = value;
    }

    object? IDictionary.this[object key]
    {
        get => this[Name(key)];
        set => this[Name(key)] = value;
    }

    /// <summary>A number by its name.</summary>
    /// <param name="name">The name; its case is ignored.</param>
    /// <param name="number">The number, or NaN.</param>
    /// <returns>False where there is no such name, or its value is not a number.</returns>
    public bool TryGetNumber(string name, out double number)
    {
        object? value = this[name];
        if (value is IConvertible and not string)
        {
            number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
            return true;
        }

        number = double.NaN;
        return false;
    }

    /// <summary>Whether there is a value of that name.</summary>
    /// <param name="name">The name; its case is ignored.</param>
    public bool Contains(string name) => Values.ContainsKey(name);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        foreach (string name in Values.Keys.ToArray())
            yield return new(name, this[name]);
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IDictionary)this).GetEnumerator();

    IDictionaryEnumerator IDictionary.GetEnumerator() =>
        ((IDictionary)this.ToDictionary(pair => pair.Key, pair => pair.Value)).GetEnumerator();

    void IDictionary.Add(object key, object? value) => Values.Add(Name(key), value);

    void IDictionary.Clear() => Values.Clear();

    bool IDictionary.Contains(object key) => Contains(Name(key));

    void IDictionary.Remove(object key) => Values.Remove(Name(key));

    void ICollection.CopyTo(Array array, int index) =>
        this.Select(pair => new DictionaryEntry(pair.Key, pair.Value)).ToArray().CopyTo(array, index);

    internal static Logs Of(IEnumerable<KeyValuePair<string, double>> numbers)
    {
        Logs logs = new();
        foreach ((string name, double number) in numbers)
            logs[name] = number;
        return logs;
    }

    [return: NotNullIfNotNull(nameof(value))]
    private object? Fetched(string name, object? value)
    {
        if (value is not Func<double> fetch)
            return value;
        object fetched = fetch();
        Values[name] = fetched;
        return fetched;
    }

    private static string Name(object key) => key.ToString() ?? "";
}
