using System.Globalization;
using KerasPS.Protobuf;

namespace KerasPS.Onnx;

/// <summary>An input or output of a graph.</summary>
/// <param name="Value">The value.</param>
/// <param name="Type">Its type.</param>
/// <param name="Shape">Its shape with the batch axis; a size of -1 is not known. Null where nothing is known.</param>
internal sealed record OnnxValueInfo(OnnxValue Value, OnnxType Type, long[]? Shape)
{
    public void Write(MessageWriter message) => message
        .Text(1, Value.Name)
        .Message(2, type => type.Message(1, tensor =>
        {
            tensor.Number(1, (long)Type);
            if (Shape is not null)
                tensor.Message(2, WriteShape);
        }));

    private void WriteShape(MessageWriter shape)
    {
        for (int axis = 0; axis < Shape!.Length; axis++)
        {
            long size = Shape[axis];
            string name = axis == 0 ? "batch" : string.Create(CultureInfo.InvariantCulture, $"{Value.Name}_{axis}");
            shape.Message(1, dimension => _ = size < 0 ? dimension.Text(2, name) : dimension.Number(1, size));
        }
    }
}
