using KerasPS.Protobuf;

namespace KerasPS.Tests.Onnx;

/// <summary>An ONNX file, read back by the numbers of its fields.</summary>
internal sealed class OnnxMessage
{
    private readonly MessageField[] model;
    private readonly MessageField[] graph;

    public OnnxMessage(byte[] file)
    {
        model = MessageField.ReadAll(file);
        graph = model.Single(entry => entry.Field == 7).Fields;
    }

    public long IrVersion => model.Single(entry => entry.Field == 1).Number;

    public (string Domain, long Version)[] Opsets => model.Where(entry => entry.Field == 8).Select(entry => (Text(entry.Fields, 1), entry.Fields.Single(part => part.Field == 2).Number)).ToArray();

    public Node[] Nodes => graph.Where(entry => entry.Field == 1).Select(entry => new Node(
        Text(entry.Fields, 3),
        Text(entry.Fields, 4),
        entry.Fields.Where(part => part.Field == 1).Select(part => part.Text).ToArray(),
        entry.Fields.Where(part => part.Field == 2).Select(part => part.Text).ToArray())).ToArray();

    /// <summary>The arrays with their shapes and their single-precision numbers.</summary>
    public Dictionary<string, (long[] Shape, float[] Values)> Arrays => graph.Where(entry => entry.Field == 5).Select(entry => entry.Fields).ToDictionary(
        tensor => Text(tensor, 8),
        tensor => (
            tensor.Where(part => part.Field == 1).Select(part => part.Number).ToArray(),
            tensor.Single(part => part.Field == 2).Number == 1 ? MessageField.Unpack<float>(tensor.Single(part => part.Field == 9).Bytes) : []));

    public string[] Inputs => Ports(11);

    public string[] Outputs => Ports(12);

    /// <summary>Inputs and outputs as strings, e.g. <c>input (batch, 4)</c>.</summary>
    private string[] Ports(int number) => graph.Where(entry => entry.Field == number).Select(entry =>
    {
        MessageField[] tensor = entry.Fields.Single(part => part.Field == 2).Fields.Single(part => part.Field == 1).Fields;
        MessageField[] axes = tensor.Single(part => part.Field == 2).Fields;
        return $"{Text(entry.Fields, 1)} ({string.Join(", ", axes.Select(axis => axis.Fields.Single()).Select(size => size.Field == 1 ? $"{size.Number}" : size.Text))})";
    }).ToArray();

    private static string Text(MessageField[] fields, int number) => fields.Single(entry => entry.Field == number).Text;

    internal sealed record Node(string Name, string Operation, string[] Inputs, string[] Outputs);
}
