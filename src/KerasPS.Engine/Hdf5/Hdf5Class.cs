namespace KerasPS.Hdf5;

/// <summary>The kinds of values that datasets are made of.</summary>
public enum Hdf5Class
{
    /// <summary>Signed integers of 1, 2, 4 or 8 bytes.</summary>
    SignedInteger,

    /// <summary>Unsigned integers of 1, 2, 4 or 8 bytes.</summary>
    UnsignedInteger,

    /// <summary>IEEE 754 numbers of 2, 4 or 8 bytes.</summary>
    Float,

    /// <summary>The upper half of a single-precision number, 2 bytes.</summary>
    BFloat16,

    /// <summary>Bytes without a meaning to HDF5.</summary>
    Opaque,

    /// <summary>A string in a field of a fixed number of bytes.</summary>
    FixedString,

    /// <summary>A string of any length, which the file keeps elsewhere.</summary>
    VariableString,
}
