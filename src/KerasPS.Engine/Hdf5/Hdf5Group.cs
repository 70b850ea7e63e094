namespace KerasPS.Hdf5;

/// <summary>A group that is to be written, with the groups and datasets in it.</summary>
public sealed class Hdf5Group
{
    private readonly SortedDictionary<string, Hdf5Group> groups = new(Hdf5Names.Order);
    private readonly SortedDictionary<string, Hdf5Dataset> datasets = new(Hdf5Names.Order);

    /// <summary>The group's attributes, which are strings.</summary>
    public IDictionary<string, string> Attributes { get; } = new SortedDictionary<string, string>(Hdf5Names.Order);

    /// <summary>The groups in this one, by their names.</summary>
    public IReadOnlyDictionary<string, Hdf5Group> Groups => groups;

    /// <summary>The datasets in this group, by their names.</summary>
    public IReadOnlyDictionary<string, Hdf5Dataset> Datasets => datasets;

    /// <summary>The group of that name, which is made where there is none.</summary>
    /// <param name="name">The name within this group.</param>
    /// <exception cref="KerasException"><c>InvalidValue</c>, <c>DuplicateName</c>: a dataset has that name.</exception>
    public Hdf5Group Group(string name)
    {
        if (groups.TryGetValue(name, out Hdf5Group? group))
            return group;
        RequireNew(RequireName(name));
        return groups[name] = new Hdf5Group();
    }

    /// <summary>The group at a path, e.g. <c>layers/dense/vars</c>, which is made where there is none.</summary>
    /// <param name="path">Names with slashes between them; empty for this group.</param>
    public Hdf5Group At(string path) => path.Length == 0 ? this : path.Split('/').Aggregate(this, (group, name) => group.Group(name));

    /// <summary>Adds a dataset.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <exception cref="KerasException"><c>DuplicateName</c>.</exception>
    public void Add(Hdf5Dataset dataset)
    {
        RequireNew(dataset.Name);
        datasets.Add(dataset.Name, dataset);
    }

    internal static string RequireName(string name) => name.Length > 0 && name != "." && name.AsSpan().IndexOfAny('/', '\0') < 0
        ? name
        : throw Hdf5Error.CannotWrite($"'{name}' cannot be a name in an HDF5 file: names are not empty, are not '.', and have no slash", name);

    private void RequireNew(string name)
    {
        if (groups.ContainsKey(name) || datasets.ContainsKey(name))
            throw new KerasException("DuplicateName", $"Two parts of a group of an HDF5 file would be named '{name}'.", name);
    }
}
