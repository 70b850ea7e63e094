using KerasPS.Layers;
using static TorchSharp.torch;

namespace KerasPS.Saving.PyTorchLayout;

/// <summary>
/// Which module of PyTorch each class of layers is, with the names and layouts of its arrays. Layers that PyTorch has no module for keep Keras's names and
/// layouts, with dots between the names.
/// </summary>
internal sealed class PyTorchModules
{
    private readonly FlattenOrders orders;
    private readonly List<PyTorchModule> modules = [];
    private readonly HashSet<Variable> described = [];

    private PyTorchModules(Model model)
    {
        orders = new FlattenOrders(model);
        Describe(model, "");
    }

    /// <summary>The modules of a model that has its variables, in the order of its layers.</summary>
    /// <exception cref="KerasException"><c>NotSupported</c>: PyTorch would have the values between some layers in another order.</exception>
    public static IReadOnlyList<PyTorchModule> Of(Model model) => new PyTorchModules(model).modules;

    private void Describe(Layer layer, string path)
    {
        PyTorchModule module = new(path, layer);
        if (!layer.Variables.All(described.Contains))
        {
            Fill(module);
            if (module.Arrays.Count > 0)
                modules.Add(module);
            described.UnionWith(module.Sources.Select(source => source.Variable));
        }

        AddOthers(layer, path);
        foreach (Layer inner in layer.Sublayers)
        {
            if (inner.Variables.Any(variable => !described.Contains(variable)))
                Describe(inner, path.Length == 0 ? inner.Name! : $"{path}.{inner.Name}");
        }
    }

    /// <summary>The variables of a layer's own that no module has, as they are.</summary>
    private void AddOthers(Layer layer, string path)
    {
        PyTorchModule module = new(path, layer);
        foreach ((string name, Variable variable) in layer.PathsWithin().Where(part => !part.Path.Contains('/') && described.Add(part.Variable)))
            module.Add(name, variable);
        if (module.Arrays.Count > 0)
            modules.Add(module);
    }

    private void Fill(PyTorchModule module)
    {
        switch (module.Layer)
        {
            case Dense:
                FillDense(module);
                break;
            case Embedding:
                module.Add("weight", Own(module.Layer, "embeddings"));
                break;
            case ConvolutionLayer or TransposedConvolutionLayer:
                module.Add("weight", Own(module.Layer, "kernel"), Spatial.Kernel, FromKernel);
                module.Add("bias", Own(module.Layer, "bias"));
                break;
            case SeparableConvolutionLayer separable:
                FillDepthwise(module, separable, "depthwise_kernel", "depthwise.weight");
                module.Add("pointwise.weight", Own(separable, "pointwise_kernel"), Spatial.Kernel, FromKernel);
                module.Add("pointwise.bias", Own(separable, "bias"));
                break;
            case DepthwiseConvolutionLayer depthwise:
                FillDepthwise(module, depthwise, "kernel", "weight");
                module.Add("bias", Own(depthwise, "bias"));
                break;
            case BatchNormalization:
                FillFeatures(module, ("weight", "gamma"), ("bias", "beta"), ("running_mean", "moving_mean"), ("running_var", "moving_variance"));
                break;
            case LayerNormalization or GroupNormalization:
                FillFeatures(module, ("weight", "gamma"), ("bias", "beta"));
                break;
            case RMSNormalization:
                FillFeatures(module, ("weight", "scale"));
                break;
            case PReLU when Own(module.Layer, "alpha") is { } alpha && alpha.Shape.SkipLast(1).All(size => size == 1) && alpha.Shape.Count > 1:
                module.Add("weight", alpha, values => values.reshape(-1), values => values.reshape(alpha.Shape.ToArray()));
                break;
            case RecurrentLayer recurrent:
                RecurrentModule.Fill(module, recurrent, "");
                break;
            case Bidirectional bidirectional when RecurrentModule.HasModule(bidirectional.Layer) && RecurrentModule.HasModule(bidirectional.BackwardLayer):
                RecurrentModule.Fill(module, bidirectional.Layer, "");
                RecurrentModule.Fill(module, bidirectional.BackwardLayer, "_reverse");
                break;
            case MultiHeadAttention attention:
                AttentionModule.Fill(module, attention);
                break;
        }
    }

    private void FillDense(PyTorchModule module)
    {
        long[]? order = orders.Of(module.Layer);
        module.Add("weight", Own(module.Layer, "kernel"), values => FlattenOrders.ToPyTorch(values, order).t(), values => FlattenOrders.ToKeras(values.t(), order));
        module.Add("bias", Own(module.Layer, "bias"));
    }

    private void FillFeatures(PyTorchModule module, params (string Array, string Variable)[] names)
    {
        long[]? order = orders.Of(module.Layer);
        foreach ((string array, string variable) in names)
            module.Add(array, Own(module.Layer, variable), values => FlattenOrders.ToPyTorch(values, order), values => FlattenOrders.ToKeras(values, order));
    }

    private static void FillDepthwise(PyTorchModule module, DepthwiseConvolutionLayer layer, string variable, string array)
    {
        Variable kernel = Own(layer, variable)!;
        long[] joined = [.. layer.KernelSize, 1, kernel.Shape[^2] * kernel.Shape[^1]];
        module.Add(array, kernel, values => Spatial.Kernel(values.reshape(joined)), values => FromKernel(values).reshape(kernel.Shape.ToArray()));
    }

    /// <summary>Keras's <c>(sizes, a, b)</c> of PyTorch's <c>(b, a, sizes)</c>.</summary>
    private static Tensor FromKernel(Tensor kernel) => kernel.permute([.. Enumerable.Range(2, (int)kernel.ndim - 2).Select(axis => (long)axis), 1, 0]);

    private static Variable? Own(Layer layer, string name) => layer.PathsWithin().FirstOrDefault(part => part.Path == name).Variable;
}
