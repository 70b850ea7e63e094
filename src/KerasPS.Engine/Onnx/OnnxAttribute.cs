using KerasPS.Protobuf;

namespace KerasPS.Onnx;

/// <summary>An argument of an operation that is known when the file is written.</summary>
/// <param name="Name">ONNX's name.</param>
/// <param name="Value">A number (<see cref="long"/> or <see cref="float"/>), integers, a string, or a graph.</param>
internal readonly record struct OnnxAttribute(string Name, object Value)
{
    public static implicit operator OnnxAttribute((string Name, long Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator OnnxAttribute((string Name, float Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator OnnxAttribute((string Name, string Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator OnnxAttribute((string Name, long[] Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator OnnxAttribute((string Name, OnnxGraph Value) pair) => new(pair.Name, pair.Value);

    public void Write(MessageWriter message)
    {
        message.Text(1, Name);
        switch (Value)
        {
            case float number:
                message.Single(2, number).Number(20, 1);
                break;
            case long number:
                message.Number(3, number).Number(20, 2);
                break;
            case string text:
                message.Text(4, text).Number(20, 3);
                break;
            case OnnxGraph graph:
                message.Message(6, graph.Write).Number(20, 5);
                break;
            case long[] numbers:
                foreach (long number in numbers)
                    message.Number(8, number);
                message.Number(20, 7);
                break;
        }
    }
}
