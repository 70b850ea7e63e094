using System.Globalization;
using System.Runtime.InteropServices;
using KerasPS.Layers;
using KerasPS.Protobuf;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Onnx;

/// <summary>A graph of operations that is being built. Subgraphs share its names and arrays.</summary>
internal sealed class OnnxGraph
{
    private readonly OnnxGraph root;
    private readonly List<OnnxNode> nodes = [];
    private readonly List<OnnxValueInfo> inputs = [];
    private readonly List<OnnxValueInfo> outputs = [];
    private readonly HashSet<string> names = [];
    private readonly Dictionary<string, OnnxInitializer> initializers = [];
    private readonly Dictionary<Variable, int> numbers = [];
    private readonly string name;

    public OnnxGraph(string name, OnnxGraph? parent = null)
    {
        this.name = name;
        root = parent?.root ?? this;
        Scope = parent?.Scope ?? "";
    }

    /// <summary>The prefix of the names of operations: the path of the layer that they are part of.</summary>
    public string Scope { get; set; }

    /// <summary>The arrays that operations use.</summary>
    public IEnumerable<OnnxInitializer> Initializers
    {
        get
        {
            HashSet<OnnxValue> used = [.. Uses, .. outputs.Select(output => output.Value)];
            return initializers.Values.Where(initializer => used.Contains(initializer.Value));
        }
    }

    /// <summary>The values that operations and outputs of the graph read.</summary>
    public IEnumerable<OnnxValue> Uses => nodes.SelectMany(node => node.Uses).Concat(outputs.Select(output => output.Value));

    /// <summary>Whether an operation is from ONNX's set for classical machine learning.</summary>
    public bool UsesMachineLearning => nodes.Any(node => node.Domain.Length > 0 || node.Graphs.Any(graph => graph.UsesMachineLearning));

    public IReadOnlyList<OnnxValueInfo> Inputs => inputs;

    public IReadOnlyList<OnnxValueInfo> Outputs => outputs;

    /// <summary>Adds an input.</summary>
    public OnnxValue AddInput(string input, OnnxType type, long[]? shape)
    {
        OnnxValue value = new(this, Unique(input));
        inputs.Add(new OnnxValueInfo(value, type, shape));
        return value;
    }

    /// <summary>Makes a value an output, under a name of its own.</summary>
    public void AddOutput(OnnxValue value, string output, OnnxType type, long[]? shape)
    {
        OnnxValue named = new(this, Unique(output));
        nodes.Add(new OnnxNode(named.Name, "Identity", [value], [named], [], ""));
        outputs.Add(new OnnxValueInfo(named, type, shape));
    }

    /// <summary>Adds an operation with one output.</summary>
    public OnnxValue Add(string operation, OnnxValue?[] operands, params OnnxAttribute[] attributes) => AddMany(operation, operands, 1, attributes)[0];

    /// <summary>Adds an operation.</summary>
    public OnnxValue[] AddMany(string operation, OnnxValue?[] operands, int count, OnnxAttribute[] attributes, string domain = "")
    {
        string unique = Unique(Scope.Length == 0 ? operation : $"{Scope}/{operation}");
        OnnxValue[] results = Enumerable.Range(0, count)
            .Select(i => new OnnxValue(this, i == 0 ? unique : Unique(string.Create(CultureInfo.InvariantCulture, $"{unique}:{i}"))))
            .ToArray();
        int given = Array.FindLastIndex(operands, operand => operand is not null) + 1;
        OnnxNode node = new(unique, operation, operands[..given], results, attributes, domain);
        nodes.Add(node);
        foreach (OnnxValue result in results)
            result.Producer = node;
        return results;
    }

    /// <summary>One number.</summary>
    public OnnxValue Number(double value) => Numbers([(float)value], []);

    /// <summary>Numbers in a shape.</summary>
    public OnnxValue Numbers(float[] values, params long[] shape) => Constant(OnnxType.Float, shape, MemoryMarshal.AsBytes<float>(values).ToArray());

    /// <summary>Integers, e.g. axes or sizes, as a vector.</summary>
    public OnnxValue Integers(params long[] values) => Constant(OnnxType.Int64, [values.Length], MemoryMarshal.AsBytes<long>(values).ToArray());

    /// <summary>One integer.</summary>
    public OnnxValue Integer(long value) => Constant(OnnxType.Int64, [], BitConverter.GetBytes(value));

    /// <summary>A tensor's values.</summary>
    public OnnxValue Values(Tensor values)
    {
        using DisposeScope scope = NewDisposeScope();
        return Numbers(values.detach().to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray(), values.shape);
    }

    /// <summary>A variable as it is.</summary>
    public OnnxValue Weight(Variable variable) => Weight(variable.Path, [variable], values => values[0]);

    /// <summary>Variables in another layout, which is made when the file is written.</summary>
    /// <param name="form">The array's name.</param>
    /// <param name="variables">The variables.</param>
    /// <param name="layout">Makes the array of their values.</param>
    public OnnxValue Weight(string form, Variable[] variables, Func<Tensor[], Tensor> layout)
    {
        string key = $"{form} of {string.Join(' ', variables.Select(NumberOf))}";
        if (root.initializers.TryGetValue(key, out OnnxInitializer? known))
            return known.Value;
        long[] shape = Compute(values => values.shape);
        OnnxInitializer initializer = new(
            new OnnxValue(root, Unique(form)),
            OnnxType.Float,
            shape,
            stream => stream.Write(MemoryMarshal.AsBytes<float>(Compute(values => values.to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray()))));
        root.initializers.Add(key, initializer);
        return initializer.Value;

        T Compute<T>(Func<Tensor, T> read)
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGrad = no_grad();
            return read(layout(Array.ConvertAll(variables, variable => variable.Value.detach())));
        }
    }

    /// <summary>Removes operations and arrays that no output depends on.</summary>
    public void Prune()
    {
        HashSet<OnnxValue> used = outputs.Select(output => output.Value).ToHashSet();
        for (int i = nodes.Count - 1; i >= 0; i--)
        {
            if (!nodes[i].Outputs.Any(used.Contains))
            {
                nodes.RemoveAt(i);
                continue;
            }

            foreach (OnnxGraph inner in nodes[i].Graphs)
                inner.Prune();
            used.UnionWith(nodes[i].Uses);
        }
    }

    /// <summary>Writes the graph without its arrays.</summary>
    public void Write(MessageWriter message)
    {
        foreach (OnnxNode node in nodes)
            message.Message(1, node.Write);
        message.Text(2, name);
        foreach (OnnxValueInfo input in inputs)
            message.Message(11, input.Write);
        foreach (OnnxValueInfo output in outputs)
            message.Message(12, output.Write);
    }

    /// <summary>Distinguishes variables that have the same path, in nested models.</summary>
    private int NumberOf(Variable variable)
    {
        root.numbers.TryAdd(variable, root.numbers.Count);
        return root.numbers[variable];
    }

    private OnnxValue Constant(OnnxType type, long[] shape, byte[] content)
    {
        string key = $"{type} {string.Join(',', shape)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(content))}";
        if (!root.initializers.TryGetValue(key, out OnnxInitializer? known))
            root.initializers.Add(key, known = new OnnxInitializer(new OnnxValue(root, Unique("constant")), type, shape, stream => stream.Write(content)));
        return known.Value;
    }

    private string Unique(string wanted)
    {
        string unique = LayerNames.Unique(wanted, root.names);
        root.names.Add(unique);
        return unique;
    }
}
