using System.Runtime.InteropServices;
using KerasPS.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>A small tensor, serialized for a file with a training's state, bit for bit.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Type">Its type: <c>Byte</c>, <c>Float32</c> or <c>Float64</c>; other floating-point numbers are kept as <c>Float32</c>, which holds them all.</param>
/// <param name="Bytes">Its values, row-major, little-endian.</param>
internal sealed record SavedTensor(long[] Shape, string Type, byte[] Bytes)
{
    /// <summary>Copies a tensor, which waits for its device.</summary>
    public static SavedTensor Of(Tensor tensor)
    {
        ScalarType type = tensor.dtype is ScalarType.Byte or ScalarType.Float64 ? tensor.dtype : ScalarType.Float32;
        using DisposeScope scope = NewDisposeScope();
        Tensor values = tensor.detach().to(type, CPU, copy: true);
        byte[] bytes = type switch
        {
            ScalarType.Byte => values.data<byte>().ToArray(),
            ScalarType.Float64 => MemoryMarshal.AsBytes<double>(values.data<double>().ToArray()).ToArray(),
            _ => MemoryMarshal.AsBytes<float>(values.data<float>().ToArray()).ToArray(),
        };
        return new(tensor.shape, type.ToString(), bytes);
    }

    /// <summary>The tensor again, on the CPU.</summary>
    /// <exception cref="KerasException">The type is none of these, or the bytes are not as many as the shape says.</exception>
    public Tensor ToTensor()
    {
        (Array values, ScalarType type) = Type switch
        {
            "Byte" => (Values<byte>(), ScalarType.Byte),
            "Float64" => (Values<double>(), ScalarType.Float64),
            "Float32" => ((Array)Values<float>(), ScalarType.Float32),
            _ => throw Invalid($"has the dtype '{Type}'"),
        };
        using DisposeScope scope = NewDisposeScope();
        return frombuffer(values, type).view(Shape).clone().MoveToOuterDisposeScope();
    }

    /// <summary>Sets a generator's state to this one. The state of another kind of device has another size and is not set.</summary>
    /// <param name="generator">The generator.</param>
    /// <returns>Whether the state fitted.</returns>
    public bool TryResume(Generator generator)
    {
        using Tensor saved = ToTensor();
        using Tensor own = generator.get_state();
        if (saved.dtype != own.dtype || saved.numel() != own.numel())
            return false;
        return TorchSharpWorkarounds.TrySetState(generator, saved) ? true : throw Invalid("is none of a generator");
    }

    private T[] Values<T>()
        where T : unmanaged =>
        Bytes.LongLength == KerasPS.Shape.Size(Shape) * Marshal.SizeOf<T>()
            ? MemoryMarshal.Cast<byte, T>(Bytes).ToArray()
            : throw Invalid($"has {Bytes.Length} bytes for the shape ({string.Join(", ", Shape)})");

    private static KerasException Invalid(string problem) => new("InvalidFile", $"A tensor of the training's state {problem}.");
}
