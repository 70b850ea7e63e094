namespace KerasPS.Hdf5;

/// <summary>How the bits of a number are shared out: the sign, then the exponent, then the mantissa.</summary>
/// <param name="ExponentBits">The bits of the exponent.</param>
/// <param name="MantissaBits">The bits of the mantissa, whose leading 1 is left out.</param>
/// <param name="Bias">What is added to the exponent.</param>
internal readonly record struct FloatFormat(int ExponentBits, int MantissaBits, int Bias)
{
    public static FloatFormat BFloat16 => new(8, 7, 127);

    /// <summary>The format of IEEE 754 with that number of bytes.</summary>
    public static FloatFormat OfSize(int bytes) => bytes switch
    {
        2 => new(5, 10, 15),
        4 => new(8, 23, 127),
        8 => new(11, 52, 1023),
        _ => default,
    };
}
