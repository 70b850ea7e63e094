using static TorchSharp.torch;

namespace KerasPS;

/// <summary>A copy of all variables of a model, trained ones and statistics.</summary>
internal sealed class WeightSnapshot : IDisposable
{
    private readonly Tensor trained;
    private readonly IReadOnlyList<Tensor> others;

    public WeightSnapshot(Model model)
    {
        using IDisposable noGrad = no_grad();
        trained = model.Parameters!.Values.clone().DetachFromDisposeScope();
        others = model.UntrainedVariables.Select(v => v.Value.clone().DetachFromDisposeScope()).ToArray();
    }

    /// <summary>Puts the copy back into the model that it was made of.</summary>
    public void Restore(Model model)
    {
        using IDisposable noGrad = no_grad();
        model.Parameters!.Values.copy_(trained);
        foreach ((Layers.Variable variable, Tensor value) in model.UntrainedVariables.Zip(others))
            variable.Value.copy_(value);
    }

    public void Dispose()
    {
        trained.Dispose();
        foreach (Tensor tensor in others)
            tensor.Dispose();
    }
}
