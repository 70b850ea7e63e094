namespace KerasPS.Layers;

/// <summary>Gives the layers of a model, or of another layer, names of their own, as Keras does: <c>dense</c>, <c>dense_1</c>, <c>dense_2</c>.</summary>
internal static class LayerNames
{
    /// <summary>Names a layer that has no name yet.</summary>
    /// <param name="layer">The layer that joins the others.</param>
    /// <param name="others">The other layers.</param>
    /// <param name="owner">The name of what they are layers of, for the error.</param>
    /// <exception cref="KerasException">The name is taken.</exception>
    public static void Claim(Layer layer, IEnumerable<Layer> others, string? owner)
    {
        HashSet<string> taken = others.Select(other => other.Name).OfType<string>().ToHashSet();
        if (layer.HasDefaultName && (layer.Name is null || taken.Contains(layer.Name)))
            layer.Name = Unique(layer.DefaultName, taken);
        if (!taken.Contains(layer.Name!))
            return;
        throw new KerasException("DuplicateName", $"'{owner}' already has a layer '{layer.Name}'; names must be unique.", layer) { Kind = KerasErrorKind.InvalidArgument };
    }

    /// <summary>Layers that Keras keeps in a list, by the names of their classes with numbers: what its files of weights call them, whatever the layers' names are.</summary>
    /// <param name="list">The list's name.</param>
    /// <param name="layers">The layers in it.</param>
    public static IEnumerable<(string Attribute, Layer Layer)> Counted(string list, IEnumerable<Layer> layers)
    {
        Dictionary<string, int> counts = [];
        foreach (Layer layer in layers)
        {
            string name = layer.DefaultName;
            int count = counts[name] = counts.GetValueOrDefault(name, -1) + 1;
            yield return ($"{list}/{name}" + (count == 0 ? "" : $"_{count}"), layer);
        }
    }

    /// <summary>A name that is not taken: with <c>_1</c>, <c>_2</c> ... where needed.</summary>
    public static string Unique(string name, IReadOnlySet<string> taken)
    {
        string unique = name;
        for (int i = 1; taken.Contains(unique); i++)
            unique = $"{name}_{i}";
        return unique;
    }
}
