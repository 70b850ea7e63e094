namespace KerasPS.Hdf5;

/// <summary>A group of a file.</summary>
public sealed class Hdf5FileGroup
{
    private readonly SortedDictionary<string, Hdf5FileGroup> groups = new(Hdf5Names.Order);
    private readonly SortedDictionary<string, Hdf5FileDataset> datasets = new(Hdf5Names.Order);

    internal Hdf5FileGroup(string name, string path, IReadOnlyDictionary<string, string> attributes)
    {
        Name = name;
        Path = path;
        Attributes = attributes;
    }

    /// <summary>The name within the group that it is in; empty for the root.</summary>
    public string Name { get; }

    /// <summary>The names from the root on, each after a slash; empty for the root.</summary>
    public string Path { get; }

    /// <summary>Attributes that are strings.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; }

    /// <summary>The groups in this one, by their names.</summary>
    public IReadOnlyDictionary<string, Hdf5FileGroup> Groups => groups;

    /// <summary>The datasets in this group, by their names.</summary>
    public IReadOnlyDictionary<string, Hdf5FileDataset> Datasets => datasets;

    /// <summary>What it is called in errors.</summary>
    internal string Where => Path.Length == 0 ? "the root" : $"'{Path}'";

    /// <summary>The group at a path below this one, or null.</summary>
    /// <param name="path">Names with slashes between them.</param>
    public Hdf5FileGroup? Find(string path) =>
        path.Split('/').Aggregate((Hdf5FileGroup?)this, (group, name) => group?.groups.GetValueOrDefault(name));

    internal void Add(Hdf5FileGroup group) => groups.Add(group.Name, group);

    internal void Add(Hdf5FileDataset dataset) => datasets.Add(dataset.Name, dataset);
}
