namespace TorchSharp.Native;

/// <summary>One argument of an operator, not yet marshalled.</summary>
internal readonly struct Argument
{
    private Argument(ValueKind kind, long bits = 0, object? reference = null, int count = 0)
    {
        Kind = kind;
        Bits = bits;
        Reference = reference;
        Count = count;
    }

    /// <summary>The operator's own default for this argument.</summary>
    public static Argument Default => new(ValueKind.Default);

    public static Argument None => new(ValueKind.None);

    public ValueKind Kind { get; }

    public long Bits { get; }

    public int Count { get; }

    /// <summary>What a list is made of, and what must stay alive during the call.</summary>
    public object? Reference { get; }

    public static implicit operator Argument(torch.Tensor? tensor) =>
        tensor is null ? None : new(ValueKind.Tensor, reference: tensor);

    public static implicit operator Argument(long value) => new(ValueKind.Int, value);

    public static implicit operator Argument(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(bool value) => new(ValueKind.Bool, value ? 1 : 0);

    public static implicit operator Argument(long[]? values) =>
        values is null ? None : new(ValueKind.IntList, reference: values, count: values.Length);

    public static implicit operator Argument(torch.Tensor[] values) =>
        new(ValueKind.TensorList, reference: values, count: values.Length);

    public static implicit operator Argument(string value) => new(ValueKind.String, reference: value);

    public static implicit operator Argument(torch.ScalarType value) => new(ValueKind.Int, (long)value);

    public static implicit operator Argument(torch.ScalarType? value) => value is { } type ? type : None;

    public static implicit operator Argument(torch.Device? device) =>
        device is null ? None : new(ValueKind.Device, (long)device.type, count: device.index);

    public static implicit operator Argument(torch.Generator? generator) =>
        generator is null ? None : new(ValueKind.Generator, generator.Handle, generator);

    public static implicit operator Argument(Scalar value) => new(value.Kind, value.Bits);

    public static implicit operator Argument(Scalar? value) => value is { } scalar ? scalar : None;
}
