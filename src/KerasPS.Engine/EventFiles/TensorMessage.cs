using System.Runtime.InteropServices;
using System.Text;
using KerasPS.Protobuf;

namespace KerasPS.EventFiles;

/// <summary>TensorFlow's TensorProto message: numbers, or byte strings.</summary>
internal sealed class TensorMessage
{
    private const int Float = 1;
    private const int Double = 2;
    private const int Int32 = 3;
    private const int String = 7;
    private const int Int64 = 9;

    private readonly long type;
    private readonly Array values;

    private TensorMessage(long type, long[] shape, Array values)
    {
        this.type = type;
        Shape = shape;
        this.values = values;
    }

    public long[] Shape { get; }

    /// <summary>The values: float, double, int, long, or byte strings.</summary>
    public Array Values => values;

    /// <summary>The values as strings.</summary>
    /// <exception cref="InvalidDataException">They are numbers.</exception>
    public string[] Texts => Array.ConvertAll(Strings, Encoding.UTF8.GetString);

    /// <summary>The values as byte strings.</summary>
    /// <exception cref="InvalidDataException">They are numbers.</exception>
    public byte[][] Strings => values as byte[][] ?? throw new InvalidDataException("the tensor holds no strings");

    public static TensorMessage Scalar(float value) => new(Float, [], new[] { value });

    public static TensorMessage Empty() => new(Float, [0], Array.Empty<float>());

    public static TensorMessage Text(string text) => new(String, [], new[] { Encoding.UTF8.GetBytes(text) });

    public static TensorMessage OfStrings(byte[][] strings) => new(String, [strings.Length], strings);

    public static TensorMessage OfRows(double[] values, int columns) => new(Double, [values.Length / columns, columns], values);

    public void Write(MessageWriter message)
    {
        message.Number(1, type).Message(2, shape =>
        {
            foreach (long size in Shape)
                shape.Message(2, axis => axis.Number(1, size));
        });
        switch (values)
        {
            case float[] singles:
                message.Bytes(4, MemoryMarshal.AsBytes<float>(singles));
                break;
            case double[] doubles:
                message.Bytes(4, MemoryMarshal.AsBytes<double>(doubles));
                break;
            default:
                foreach (byte[] text in Strings)
                    message.Bytes(8, text);
                break;
        }
    }

    /// <summary>Reads an array. Where fewer values are written than it has, the last one stands for the rest, as TensorFlow has it.</summary>
    /// <exception cref="InvalidDataException">Type, shape and values do not agree.</exception>
    public static TensorMessage Read(MessageField[] fields)
    {
        long type = fields.Where(field => field.Field == 1).Select(field => field.Number).LastOrDefault();
        long[] shape = fields.Where(field => field.Field == 2).SelectMany(ReadShape).ToArray();
        long count = shape.Aggregate(1L, (product, size) => checked(product * size));
        byte[]? content = fields.Where(field => field.Field == 4).Select(field => field.Bytes).LastOrDefault(bytes => bytes.Length > 0);
        Array values = type switch
        {
            Float => content is null ? Listed(5, field => field.Singles()) : MessageField.Unpack<float>(content),
            Double => content is null ? Listed(6, field => field.Doubles()) : MessageField.Unpack<double>(content),
            Int32 => content is null ? Listed(7, field => field.Numbers()) : MessageField.Unpack<int>(content),
            Int64 => content is null ? Listed(10, field => field.Numbers()) : MessageField.Unpack<long>(content),
            String => Listed<byte[]>(8, field => [field.Bytes]),
            _ => throw new InvalidDataException($"tensors of dtype {type} cannot be read"),
        };
        if (values.Length != count)
            throw new InvalidDataException($"a tensor of shape ({string.Join(", ", shape)}) has {values.Length} values");
        return new TensorMessage(type, shape, values);

        T[] Listed<T>(int number, Func<MessageField, IEnumerable<T>> read)
        {
            T[] listed = fields.Where(field => field.Field == number).SelectMany(read).ToArray();
            return listed.Length == 1 && count is > 1 and < 1 << 24 ? Enumerable.Repeat(listed[0], (int)count).ToArray() : listed;
        }
    }

    private static IEnumerable<long> ReadShape(MessageField shape) => shape.Fields.Where(field => field.Field == 2).Select(axis =>
        axis.Fields.Where(field => field.Field == 1).Select(field => field.Number).LastOrDefault() is >= 0 and var size
            ? size
            : throw new InvalidDataException("a tensor has an unknown size"));
}
