using KerasPS.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Saving.PyTorchLayout;

/// <summary>A layer as a PyTorch module: its arrays, and what the layer's variables are made of.</summary>
/// <param name="name">The module's name, e.g. <c>tower.dense</c>.</param>
/// <param name="layer">The layer.</param>
internal sealed class PyTorchModule(string name, Layer layer)
{
    private readonly List<PyTorchArray> arrays = [];
    private readonly List<PyTorchSource> sources = [];

    public string Name { get; } = name;

    public Layer Layer { get; } = layer;

    public IReadOnlyList<PyTorchArray> Arrays => arrays;

    public IReadOnlyList<PyTorchSource> Sources => sources;

    /// <summary>The name of an array in a file.</summary>
    public string PathOf(string array) => Name.Length == 0 ? array : $"{Name}.{array}";

    /// <summary>A variable and an array with the same values; null for no variable.</summary>
    /// <param name="array">The array's name.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="toPyTorch">The variable's values in the array's order.</param>
    /// <param name="toKeras">The way back.</param>
    public void Add(string array, Variable? variable, Func<Tensor, Tensor> toPyTorch, Func<Tensor, Tensor> toKeras)
    {
        if (variable is null)
            return;
        Add(array, () => toPyTorch(variable.Value.detach()));
        Add(variable, [array], given => toKeras(given[0]));
    }

    /// <summary>A variable and an array that are the same.</summary>
    public void Add(string array, Variable? variable) => Add(array, variable, values => values, values => values);

    /// <summary>An array.</summary>
    public void Add(string array, Func<Tensor> make)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        arrays.Add(new PyTorchArray(array, make().shape, make));
    }

    /// <summary>A variable that is made of arrays.</summary>
    public void Add(Variable variable, string[] arrays, Func<Tensor[], Tensor> make) => sources.Add(new PyTorchSource(variable, arrays, make));
}
