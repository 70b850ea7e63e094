using TorchSharp;
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
        others = model.Parameters.Others.Select(v => v.Value.clone().DetachFromDisposeScope()).ToArray();
    }

    /// <summary>A copy from the values that <see cref="ToArray"/> gave of the same model.</summary>
    public WeightSnapshot(Model model, float[] values)
        : this(model)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor all = tensor(values, [values.LongLength]);
        long offset = 0;
        foreach (Tensor part in Parts)
        {
            part.copy_(all.narrow(0, offset, part.numel()).view(part.shape));
            offset += part.numel();
        }
    }

    private IEnumerable<Tensor> Parts => others.Prepend(trained);

    /// <summary>All values on the CPU: the trained ones, then the others.</summary>
    public float[] ToArray()
    {
        using DisposeScope scope = NewDisposeScope();
        return cat(Parts.Select(part => part.view(-1).to_type(ScalarType.Float32)).ToArray()).cpu().data<float>().ToArray();
    }

    /// <summary>Restores the copy in the model that it was made of.</summary>
    public void Restore(Model model)
    {
        using IDisposable noGrad = no_grad();
        model.Parameters!.Values.copy_(trained);
        foreach ((Layers.Variable variable, Tensor value) in model.Parameters.Others.Zip(others))
            variable.Value.copy_(value);
    }

    public void Dispose()
    {
        trained.Dispose();
        foreach (Tensor tensor in others)
            tensor.Dispose();
    }
}
