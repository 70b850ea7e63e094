namespace KerasPS.Hdf5;

/// <summary>The kinds of values that datasets are made of.</summary>
public enum Hdf5Class
{
    /// <summary>Whole numbers with a sign, of 1, 2, 4 or 8 bytes.</summary>
    SignedInteger,

    /// <summary>Whole numbers without a sign, of 1, 2, 4 or 8 bytes.</summary>
    UnsignedInteger,

    /// <summary>IEEE 754 numbers of 2, 4 or 8 bytes.</summary>
    Float,

    /// <summary>The upper half of a single-precision number, 2 bytes.</summary>
    BFloat16,

    /// <summary>Bytes without a meaning to HDF5.</summary>
    Opaque,

    /// <summary>A text in a field of a fixed number of bytes.</summary>
    FixedText,

    /// <summary>A text of any length, which the file keeps elsewhere.</summary>
    Text,
}
