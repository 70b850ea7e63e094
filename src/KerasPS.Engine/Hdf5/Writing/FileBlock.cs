namespace KerasPS.Hdf5.Writing;

/// <summary>A block of metadata whose size is known before it is written, so that the addresses of all blocks can be assigned first.</summary>
internal abstract class FileBlock
{
    public long Address { get; set; }

    /// <summary>The number of bytes, a multiple of 8.</summary>
    public abstract int Size { get; }

    /// <summary>Writes at most <see cref="Size"/> bytes; zeros follow.</summary>
    public abstract void Write(MetadataBuffer buffer);
}
