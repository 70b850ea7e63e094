using System.Reflection;
using KerasPS.Files;
using KerasPS.Protobuf;

namespace KerasPS.Onnx;

/// <summary>
/// Writes what a model computes as an ONNX file (opset 17), which ONNX Runtime and others run without Keras. Inputs and outputs have the model's shapes and
/// names, channels last, in single precision, indices included; the batch axis may have any size.
/// </summary>
/// <remarks>What training alone needs is not written: dropout, augmentation of images, losses and the optimizer.</remarks>
public static class OnnxFile
{
    private const int IrVersion = 8;
    private const int Opset = 17;
    private const int MachineLearningOpset = 2;

    /// <summary>The ending of such files.</summary>
    public const string Ending = ".onnx";

    /// <summary>Writes a model. The file is written atomically: after a failure it is as it was before.</summary>
    /// <param name="model">A model that is built, or whose input shape is known.</param>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <exception cref="KerasException">
    /// <c>NotBuilt</c>; <c>NotSupported</c> with every layer that cannot be exported; <c>FileTooLarge</c> for 2 GB and more; <c>PathNotWritable</c>.
    /// </exception>
    public static void Save(Model model, string path)
    {
        model.EnsureBuilt();
        OnnxGraph graph = OnnxExport.Of(model);
        AtomicFile.Write(path, stream => Write(stream, graph));
    }

    /// <summary>Writes a graph, one array after the other so that a single one is held at a time.</summary>
    internal static void Write(Stream stream, OnnxGraph graph)
    {
        byte[] operations = MessageWriter.ToArray(graph.Write);
        (OnnxInitializer Array, byte[] Head)[] arrays = graph.Initializers.Select(array => (array, HeaderOf(array))).ToArray();
        long length = operations.LongLength + arrays.Sum(part => part.Head.LongLength + part.Array.Size);
        byte[] start = [.. MessageWriter.ToArray(message => WriteModel(message, graph)), .. MessageWriter.Head(7, length)];
        if (start.LongLength + length > int.MaxValue)
            throw new KerasException("FileTooLarge", $"The model has {length} bytes as ONNX; a file of that format must stay below 2 GB.");
        stream.Write(start);
        stream.Write(operations);
        foreach ((OnnxInitializer array, byte[] head) in arrays)
        {
            stream.Write(head);
            array.Write(stream);
        }
    }

    private static byte[] HeaderOf(OnnxInitializer array)
    {
        byte[] head = array.Head;
        return [.. MessageWriter.Head(5, head.LongLength + array.Size), .. head];
    }

    private static void WriteModel(MessageWriter message, OnnxGraph graph)
    {
        message.Number(1, IrVersion).Text(2, "KerasPS").Text(3, typeof(OnnxFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");
        message.Message(8, opset => opset.Text(1, "").Number(2, Opset));
        if (graph.UsesMachineLearning)
            message.Message(8, opset => opset.Text(1, OnnxConverters.MachineLearning).Number(2, MachineLearningOpset));
    }
}
