using KerasPS.Protobuf;

namespace KerasPS.EventFiles;

/// <summary>One operation of a graph.</summary>
/// <param name="Name">Its name; slashes make groups.</param>
/// <param name="Operation">What it does, e.g. <c>MatMul</c>.</param>
/// <param name="Inputs">The names of the operations whose results it takes; of one with several results, <c>name:1</c> is the second.</param>
/// <param name="Shapes">The shapes of its results; -1 for a size that varies.</param>
public sealed record GraphNode(string Name, string Operation, IReadOnlyList<string> Inputs, IReadOnlyList<IReadOnlyList<long>> Shapes)
{
    private const string ShapesAttribute = "_output_shapes";
    private const long ProducerVersion = 1;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} = {Operation}({string.Join(", ", Inputs)})";

    /// <summary>TensorFlow's GraphDef message.</summary>
    internal static byte[] WriteGraph(IEnumerable<GraphNode> nodes) => MessageWriter.ToArray(graph =>
    {
        foreach (GraphNode node in nodes)
            graph.Message(1, node.Write);
        graph.Message(4, versions => versions.Number(1, ProducerVersion));
    });

    internal static GraphNode[] ReadGraph(byte[] graph) =>
        MessageField.ReadAll(graph).Where(field => field.Field == 1).Select(field => Read(field.Fields)).ToArray();

    private static GraphNode Read(MessageField[] node)
    {
        IEnumerable<MessageField> shapes =
            from attribute in node
            where attribute.Field == 5
            let entry = attribute.Fields
            where entry.Any(part => part.Field == 1 && part.Text == ShapesAttribute)
            from value in entry.Where(part => part.Field == 2).SelectMany(part => part.Fields)
            where value.Field == 1
            from shape in value.Fields
            where shape.Field == 7
            select shape;
        return new GraphNode(
            Text(1),
            Text(2),
            node.Where(field => field.Field == 3).Select(field => field.Text).ToArray(),
            shapes.Select(shape => (IReadOnlyList<long>)shape.Fields
                .Where(axis => axis.Field == 2)
                .Select(axis => axis.Fields.Where(size => size.Field == 1).Select(size => size.Number).LastOrDefault())
                .ToArray()).ToArray());

        string Text(int number) => node.Where(field => field.Field == number).Select(field => field.Text).LastOrDefault() ?? "";
    }

    private void Write(MessageWriter node)
    {
        node.Text(1, Name).Text(2, Operation);
        foreach (string input in Inputs)
            node.Text(3, input);
        node.Message(5, entry => entry.Text(1, ShapesAttribute).Message(2, attribute => attribute.Message(1, list =>
        {
            foreach (IReadOnlyList<long> sizes in Shapes)
            {
                list.Message(7, shape =>
                {
                    foreach (long size in sizes)
                        shape.Message(2, axis => axis.Number(1, size));
                });
            }
        })));
    }
}
