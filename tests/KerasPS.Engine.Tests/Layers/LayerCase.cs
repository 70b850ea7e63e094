using KerasPS.Tests.Gradients;

namespace KerasPS.Tests.Layers;

/// <summary>
/// A layer with inputs for the tests that run over all layers: gradients, precision, traffic with the host, live tensors, <c>.keras</c> files, ONNX and PyTorch's layout.
/// The test class of a layer declares its cases as <c>internal static LayerCase[] LayerCases</c>.
/// </summary>
/// <param name="Make">Makes the layer, a new one each time.</param>
/// <param name="BatchShape">The shape of the first input, with the batch axis.</param>
/// <param name="About">What is special about it; empty where the class says enough.</param>
/// <param name="Training">Whether gradients and traffic are those of training.</param>
internal sealed record LayerCase(Func<Layer> Make, long[] BatchShape, string About = "", bool Training = true)
{
    private static readonly Lazy<IReadOnlyDictionary<string, LayerCase>> Declared = new(() => DeclaredCases.Of<LayerCase>().ToDictionary(one => one.Name));

    /// <summary>All cases of all layers, by their names.</summary>
    public static IReadOnlyDictionary<string, LayerCase> All => Declared.Value;

    /// <summary>The classes of layers that have a case.</summary>
    public static IEnumerable<Type> Classes => All.Values.Select(one => one.Make().GetType()).Distinct();

    /// <summary>The shapes of the inputs after the first.</summary>
    public long[][] OtherInputs { get; init; } = [];

    /// <summary>A mask an input, as <see cref="LayerFixtures.MaskOf"/> takes it; null for none.</summary>
    public string?[] Masks { get; init; } = [];

    /// <summary>Where the first input is read as indices, which have no gradients, the number of those; otherwise 0.</summary>
    public int Indices { get; init; }

    /// <summary>Whether the layer reads values of its input back, to check them, where they are on the CPU; nothing may do so on other devices.</summary>
    public bool ChecksOnCpu { get; init; }

    /// <summary>The class of the layer, and what is special about the case.</summary>
    public string Name => $"{Make().ClassName} {About}".TrimEnd();

    private long[][] Shapes => [BatchShape, .. OtherInputs];

    /// <summary>The layer with its initial weights.</summary>
    public Layer MakeBuilt()
    {
        Layer layer = Make();
        using Generator generator = new(1);
        layer.Build(Array.ConvertAll(Shapes, shape => shape[1..]), generator);
        return layer;
    }

    /// <summary>A model of the layer alone, with its initial weights.</summary>
    public Functional MakeModel()
    {
        KerasTensor[] inputs = Array.ConvertAll(Shapes, shape => KerasTensor.Input(shape[1..]));
        Functional model = new(inputs, Make().CallAll(inputs).ToArray(), "m");
        model.EnsureBuilt(seed: 1);
        return model;
    }

    /// <summary>Values in double precision for the inputs.</summary>
    public Tensor[] Inputs() =>
        Shapes.Select((shape, i) => i == 0 && Indices > 0 ? GradientCheck.Values(shape, seed: 7, 0, Indices).detach() : GradientCheck.Values(shape, seed: 7 + i)).ToArray();

    /// <summary>The masks of the inputs.</summary>
    public Tensor?[] MaskTensors() => Masks.Select(rows => rows is null ? null : LayerFixtures.MaskOf(rows)).ToArray();
}
