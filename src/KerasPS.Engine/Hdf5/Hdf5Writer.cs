using KerasPS.Hdf5.Writing;

namespace KerasPS.Hdf5;

/// <summary>
/// Writes HDF5 files of groups and contiguous datasets, in the oldest version of the format, which every program reads. A checksum of all
/// contents is stored as an attribute of the root.
/// </summary>
/// <remarks>After the HDF5 file format specification, version 3.0: superblock 0, symbol tables, object headers of version 1.</remarks>
public static class Hdf5Writer
{
    /// <summary>Writes a file, from its first byte to its last, each value once.</summary>
    /// <param name="stream">The stream to write to; it need not be seekable.</param>
    /// <param name="root">The root of the file.</param>
    /// <exception cref="KerasException"><c>InvalidValue</c>: a string that cannot be written, or a dataset writes more or fewer values than its shape has.</exception>
    public static void Write(Stream stream, Hdf5Group root)
    {
        FileLayout layout = new(root);
        MetadataBuffer superblock = layout.Superblock();
        superblock.CopyTo(stream);
        long at = superblock.Length;
        ContentChecksum checksum = new();
        foreach ((string path, IEnumerable<KeyValuePair<string, string>> attributes, Hdf5Dataset? dataset, long address) in layout.Objects)
        {
            if (dataset is null)
            {
                checksum.AddGroup(path, attributes);
                continue;
            }

            checksum.AddDataset(path, dataset.Type, dataset.Shape, attributes);
            WriteZeros(stream, address - at);
            ValueStream values = new(stream, checksum);
            dataset.Values(values);
            if (values.Length != dataset.ByteCount)
                throw Hdf5Error.CannotWrite($"The dataset '{path}' of shape ({string.Join(", ", dataset.Shape)}) has {dataset.ByteCount} bytes, but {values.Length} were written", path);
            at = address + values.Length;
        }

        WriteZeros(stream, layout.MetadataStart - at);
        layout.Metadata(checksum).CopyTo(stream);
    }

    private static void WriteZeros(Stream stream, long count)
    {
        Span<byte> zeros = stackalloc byte[(int)count];
        zeros.Clear();
        stream.Write(zeros);
    }
}
