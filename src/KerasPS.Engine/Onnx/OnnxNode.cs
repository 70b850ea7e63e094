using KerasPS.Protobuf;

namespace KerasPS.Onnx;

/// <summary>One operation of a graph.</summary>
/// <param name="Name">Its name, unique in the file.</param>
/// <param name="Operation">ONNX's operator, e.g. <c>MatMul</c>.</param>
/// <param name="Inputs">The input values; null where an optional one is left out.</param>
/// <param name="Outputs">The output values.</param>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Domain">The set that the operator is of; empty for ONNX's own.</param>
internal sealed record OnnxNode(
    string Name, string Operation, IReadOnlyList<OnnxValue?> Inputs, IReadOnlyList<OnnxValue> Outputs, IReadOnlyList<OnnxAttribute> Attributes, string Domain)
{
    /// <summary>All values that the node reads, those that graphs within it take from outside included.</summary>
    public IEnumerable<OnnxValue> Uses => Inputs.OfType<OnnxValue>().Concat(Graphs.SelectMany(graph => graph.Uses));

    /// <summary>The graphs that it runs, e.g. for each step of a sequence.</summary>
    public IEnumerable<OnnxGraph> Graphs => Attributes.Select(attribute => attribute.Value).OfType<OnnxGraph>();

    public void Write(MessageWriter message)
    {
        foreach (OnnxValue? input in Inputs)
            message.Text(1, input?.Name ?? "");
        foreach (OnnxValue output in Outputs)
            message.Text(2, output.Name);
        message.Text(3, Name).Text(4, Operation);
        foreach (OnnxAttribute attribute in Attributes)
            message.Message(5, attribute.Write);
        if (Domain.Length > 0)
            message.Text(7, Domain);
    }
}
