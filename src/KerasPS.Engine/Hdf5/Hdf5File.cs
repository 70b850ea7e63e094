using KerasPS.Files;
using KerasPS.Hdf5.Reading;

namespace KerasPS.Hdf5;

/// <summary>
/// Reads HDF5 files of groups and contiguous datasets, as h5py writes them by default and with <c>libver='latest'</c>. Everything else is refused.
/// </summary>
/// <remarks>
/// After the HDF5 file format specification, version 3.0. All headers are read and checked when a file is opened, values on
/// request. Every offset, length and count is checked before memory is allocated for it.
/// </remarks>
public sealed class Hdf5File
{
    private Hdf5File(Hdf5FileGroup root) => Root = root;

    /// <summary>The root group.</summary>
    public Hdf5FileGroup Root { get; }

    /// <summary>Whether the file has a checksum of its own: <see cref="Verify"/> then finds any damage.</summary>
    public bool HasChecksum => Root.Attributes.ContainsKey(ContentChecksum.Key);

    /// <summary>Opens a file.</summary>
    /// <param name="stream">A seekable stream; it must stay open as long as values are read.</param>
    /// <exception cref="KerasException"><c>InvalidFile</c>, <c>NotSupported</c>: what is wrong, and where.</exception>
    public static Hdf5File Open(Stream stream) => Open(new StreamBytes(stream));

    /// <summary>Opens a file that is a part of another one, such as a stored member of a zip archive.</summary>
    /// <param name="stream">A seekable stream; it must stay open as long as values are read.</param>
    /// <param name="offset">The offset of the file in the stream.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="KerasException"><c>InvalidFile</c>, <c>NotSupported</c>: what is wrong, and where.</exception>
    public static Hdf5File Open(Stream stream, long offset, long length) => Open(new StreamBytes(stream, offset, length));

    /// <summary>Opens a file.</summary>
    /// <exception cref="KerasException"><c>InvalidFile</c>, <c>NotSupported</c>: what is wrong, and where.</exception>
    internal static Hdf5File Open(StreamBytes bytes) => new(new TreeReader(new MetadataSource(bytes)).Read());

    /// <summary>All datasets, in the order of their paths' names.</summary>
    public IEnumerable<Hdf5FileDataset> Datasets() => Parts().Select(part => part.Dataset).OfType<Hdf5FileDataset>();

    /// <summary>Reads all values, and compares the checksum with what the file says, if there is one.</summary>
    /// <exception cref="KerasException"><c>InvalidFile</c>: bytes of the file have changed.</exception>
    public void Verify()
    {
        if (!HasChecksum)
            return;
        ContentChecksum checksum = new();
        foreach ((Hdf5FileGroup group, Hdf5FileDataset? dataset) in Parts())
        {
            if (dataset is null)
            {
                checksum.AddGroup(group.Path, group.Attributes);
                continue;
            }

            checksum.AddDataset(dataset.Path, dataset.Type, dataset.Shape, dataset.Attributes);
            checksum.Add(dataset.Checksum(ContentChecksum.Kind), dataset.ByteCount);
        }

        if (checksum.Value != Root.Attributes[ContentChecksum.Key])
            throw Hdf5Error.Invalid("its checksum does not match, so some of its bytes have changed");
    }

    /// <summary>Each group before its members, by name: the order in which a file is written.</summary>
    private IEnumerable<(Hdf5FileGroup Group, Hdf5FileDataset? Dataset)> Parts()
    {
        Stack<(Hdf5FileGroup Group, Hdf5FileDataset? Dataset)> left = new([(Root, null)]);
        while (left.TryPop(out (Hdf5FileGroup Group, Hdf5FileDataset? Dataset) part))
        {
            yield return part;
            if (part.Dataset is not null)
                continue;
            foreach (string name in part.Group.Groups.Keys.Concat(part.Group.Datasets.Keys).OrderDescending(Hdf5Names.Order))
                left.Push(part.Group.Groups.TryGetValue(name, out Hdf5FileGroup? group) ? (group, null) : (part.Group, part.Group.Datasets[name]));
        }
    }
}
