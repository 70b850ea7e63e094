namespace KerasPS.Data;

/// <summary>The type of the elements of an IDX file: the third byte of its magic number.</summary>
public enum IdxElementType
{
    /// <summary>Integers from 0 to 255, such as pixels and classes.</summary>
    UInt8 = 0x08,

    /// <summary>Integers from -128 to 127.</summary>
    Int8 = 0x09,

    /// <summary>16-bit integers.</summary>
    Int16 = 0x0B,

    /// <summary>32-bit integers.</summary>
    Int32 = 0x0C,

    /// <summary>32-bit floating point numbers.</summary>
    Float32 = 0x0D,

    /// <summary>64-bit floating point numbers.</summary>
    Float64 = 0x0E,
}
