using KerasPS.Protobuf;

namespace KerasPS.Onnx;

/// <summary>A tensor that is part of the file (ONNX's initializer): weights, or constants that an operation needs.</summary>
/// <param name="Value">The array as a value of the graph.</param>
/// <param name="Type">The data type of its elements.</param>
/// <param name="Shape">Its shape; empty for a single number.</param>
/// <param name="Write">Writes its elements; of weights there is one copy at a time.</param>
internal sealed record OnnxInitializer(OnnxValue Value, OnnxType Type, long[] Shape, Action<Stream> Write)
{
    /// <summary>The number of bytes of its elements.</summary>
    public long Size => Shape.Aggregate(Type == OnnxType.Float ? (long)sizeof(float) : sizeof(long), (bytes, size) => bytes * size);

    /// <summary>What stands before the elements in the file.</summary>
    public byte[] Head =>
    [
        .. MessageWriter.ToArray(message =>
        {
            foreach (long size in Shape)
                message.Number(1, size);
            message.Number(2, (long)Type).Text(8, Value.Name);
        }),
        .. MessageWriter.Head(9, Size),
    ];
}
