using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Saving.PyTorchLayout;

/// <summary>Weights in safetensors files with PyTorch's names and layouts, one module per layer.</summary>
internal static class PyTorchFile
{
    // What PyTorch counts and no layer needs.
    private const string Counter = "num_batches_tracked";

    /// <summary>The arrays of a model, each made when it is written.</summary>
    /// <exception cref="KerasException"><c>NotSupported</c>: the order of some values would be another in PyTorch.</exception>
    public static SafeTensor[] Read(Model model) => PyTorchModules.Of(model)
        .SelectMany(module => module.Arrays.Select(array => new SafeTensor(module.PathOf(array.Name), array.Shape, () => TensorValues.ReaderOf(Made(array.Make)))))
        .ToArray();

    /// <summary>Puts a file's arrays into a model. Either all of it changes or, after an error, nothing.</summary>
    /// <exception cref="KerasException"><c>WeightsMismatch</c> with all differences.</exception>
    public static void Assign(Model model, IReadOnlyList<SafeTensor> tensors, WeightsOptions options)
    {
        IReadOnlyList<PyTorchModule> modules = PyTorchModules.Of(model);
        SafeTensor[] given = tensors.Where(tensor => tensor.Name != Counter && !tensor.Name.EndsWith($".{Counter}", StringComparison.Ordinal)).ToArray();
        IReadOnlyDictionary<string, SafeTensor> arrays = options.ByOrder ? ModuleOrder.Match(modules, given, options) : given.ToDictionary(tensor => tensor.Name);
        PyTorchModule[] fitting = modules.Where(module => !IsSkipped(module, arrays, options)).ToArray();
        if (!options.SkipMismatch)
        {
            (string, IReadOnlyList<long>)[] wanted = modules
                .SelectMany(module => module.Arrays.Select(array => (module.PathOf(array.Name), (IReadOnlyList<long>)array.Shape)))
                .ToArray();
            TensorMatch.Require(wanted, arrays, $"the model '{model.Name}' in PyTorch's layout");
        }

        foreach (PyTorchModule module in fitting)
        {
            foreach (PyTorchSource source in module.Sources)
                Assign(source, Array.ConvertAll(source.Names, name => arrays[module.PathOf(name)]));
        }
    }

    private static bool IsSkipped(PyTorchModule module, IReadOnlyDictionary<string, SafeTensor> arrays, WeightsOptions options)
    {
        if (!options.SkipMismatch)
            return false;
        string[] differences = TensorMatch.Differences(
            module.Arrays.Select(array => (module.PathOf(array.Name), (IReadOnlyList<long>)array.Shape)).ToArray(), arrays).ToArray();
        if (differences.Length > 0)
            options.Skipped?.Invoke($"The layer '{module.Name}' keeps its weights: {string.Join("; ", differences)}.");
        return differences.Length > 0;
    }

    private static void Assign(PyTorchSource source, SafeTensor[] given)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        source.Variable.Value.copy_(source.Make(Array.ConvertAll(given, TensorValues.ToTensor)));
    }

    private static Tensor Made(Func<Tensor> make)
    {
        using IDisposable noGrad = no_grad();
        return make();
    }
}
