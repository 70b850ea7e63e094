using TorchSharp.Native;

namespace TorchSharp;

/// <summary>A number as an operator's argument: an integer, a floating-point number or a boolean.</summary>
public readonly struct Scalar
{
    internal Scalar(ValueKind kind, long bits)
    {
        Kind = kind;
        Bits = bits;
    }

    internal ValueKind Kind { get; }

    internal long Bits { get; }

    public static implicit operator Scalar(int value) => new(ValueKind.Int, value);

    public static implicit operator Scalar(long value) => new(ValueKind.Int, value);

    public static implicit operator Scalar(float value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Scalar(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Scalar(bool value) => new(ValueKind.Bool, value ? 1 : 0);

    internal double ToDouble() => Kind == ValueKind.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long ToInt64() => Kind == ValueKind.Double ? (long)BitConverter.Int64BitsToDouble(Bits) : Bits;
}
