namespace KerasPS.Hdf5;

/// <summary>What one value of a dataset is.</summary>
/// <param name="Class">The kind.</param>
/// <param name="Size">The number of bytes of a value.</param>
/// <param name="IsBigEndian">Whether the byte that weighs most comes first.</param>
public readonly record struct Hdf5Type(Hdf5Class Class, int Size, bool IsBigEndian = false)
{
    /// <summary>Half precision.</summary>
    public static Hdf5Type Float16 => new(Hdf5Class.Float, 2);

    /// <summary>Single precision.</summary>
    public static Hdf5Type Float32 => new(Hdf5Class.Float, 4);

    /// <summary>Double precision.</summary>
    public static Hdf5Type Float64 => new(Hdf5Class.Float, 8);

    /// <summary>The upper half of single precision. It is written as h5py writes types that HDF5 lacks: as two opaque bytes, with the type in the attribute <c>dtype</c>.</summary>
    public static Hdf5Type BFloat16 => new(Hdf5Class.BFloat16, 2);

    /// <summary>A signed integer, 4 bytes.</summary>
    public static Hdf5Type Int32 => new(Hdf5Class.SignedInteger, 4);

    /// <summary>A signed integer, 8 bytes.</summary>
    public static Hdf5Type Int64 => new(Hdf5Class.SignedInteger, 8);

    /// <summary>Whether values are numbers.</summary>
    public bool IsNumber => Class is Hdf5Class.SignedInteger or Hdf5Class.UnsignedInteger or Hdf5Class.Float or Hdf5Class.BFloat16;

    /// <summary>NumPy's name, e.g. <c>float32</c>; for other than numbers what it is.</summary>
    public string Name => Class switch
    {
        Hdf5Class.SignedInteger => $"int{Size * 8}",
        Hdf5Class.UnsignedInteger => $"uint{Size * 8}",
        Hdf5Class.Float => $"float{Size * 8}",
        Hdf5Class.BFloat16 => "bfloat16",
        Hdf5Class.Opaque => $"opaque, {Size} bytes",
        Hdf5Class.FixedString => $"string of {Size} bytes",
        _ => "string",
    } + (IsBigEndian ? ", big-endian" : "");

    /// <inheritdoc cref="Name"/>
    public override string ToString() => Name;
}
