using KerasPS.Layers;
using KerasPS.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// The variables of a model on a device: the trained ones as one contiguous tensor, and their gradients as another. The variables are views into
/// the first and their gradients views into the second, so that an optimizer's step, clearing gradients or copying the
/// weights is one operation however many variables there are.
/// </summary>
internal sealed class FlatParameters : IDisposable
{
    private readonly List<Tensor> views = [];

    private FlatParameters(IReadOnlyList<Variable> variables, IReadOnlyList<Variable> others, Tensor values, Tensor gradients)
    {
        Variables = variables;
        Others = others;
        Values = values;
        Gradients = gradients;
    }

    /// <summary>The trained variables in order.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>The model's other variables, statistics and those of frozen layers, each a tensor of its own.</summary>
    public IReadOnlyList<Variable> Others { get; }

    /// <summary>All values, <c>(count)</c>.</summary>
    public Tensor Values { get; }

    /// <summary>All gradients, <c>(count)</c>, into which a backward pass accumulates.</summary>
    public Tensor Gradients { get; }

    /// <summary>The variables that the loss of the last training does not depend on. No optimizer changes them.</summary>
    public IReadOnlyList<Variable> UnusedParameters { get; private set; } = [];

    /// <summary>Moves variables to a device, the trained ones into one tensor, in their dtype, or float32 if they have several.</summary>
    /// <param name="variables">Those that are trained.</param>
    /// <param name="device">The device.</param>
    /// <param name="others">The model's other variables.</param>
    /// <exception cref="KerasException"><c>AlreadyTraining</c>: another model that shares some of them is being trained.</exception>
    public static FlatParameters Gather(IReadOnlyList<Variable> variables, Device device, params Variable[] others)
    {
        foreach (Variable variable in variables.Concat(others))
            variable.RequireMovable();
        long count = variables.Sum(v => v.Count);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        ScalarType[] types = variables.Select(v => v.Value.dtype).Distinct().ToArray();
        ScalarType type = types.Length == 1 ? types[0] : ScalarType.Float32;
        Tensor values = empty([count], type, device).DetachFromDisposeScope();
        Tensor gradients = zeros([count], type, device).DetachFromDisposeScope();
        Tensor[] moved = Array.ConvertAll(others, variable => variable.Value.detach().to(device, copy: true));
        FlatParameters flat = new(variables, others, values, gradients);
        foreach ((Variable variable, long offset) in flat.Offsets())
        {
            Tensor view = View(values, variable, offset).copy_(variable.Value).detach().requires_grad_();
            view.grad = View(gradients, variable, offset);
            variable.MoveTo(view);
            flat.views.Add(view);
        }

        foreach ((Variable variable, Tensor value) in others.Zip(moved))
            variable.MoveTo(value);
        return flat;
    }

    /// <summary>Whether exactly these variables are trained, all are on the device, and no other model's parameters have taken one over.</summary>
    public bool Holds(IReadOnlyList<Variable> variables, Device device) =>
        Values.device.Is(device)
        && Variables.SequenceEqual(variables)
        && Variables.Zip(views).All(pair => ReferenceEquals(pair.First.Value, pair.Second))
        && Others.All(variable => variable.Value.device.Is(device));

    /// <summary>A view of one variable's range of a tensor that is laid out like <see cref="Values"/>, in the variable's shape.</summary>
    public static Tensor View(Tensor flat, Variable variable, long offset) =>
        flat.narrow(0, offset, variable.Count).view(variable.Shape.ToArray());

    /// <summary>The variables with their offsets into <see cref="Values"/>.</summary>
    public IEnumerable<(Variable Variable, long Offset)> Offsets()
    {
        long offset = 0;
        foreach (Variable variable in Variables)
        {
            yield return (variable, offset);
            offset += variable.Count;
        }
    }

    /// <summary>Computes the gradients of a loss.</summary>
    public void Backward(Tensor loss)
    {
        Gradients.fill_(0);
        loss.backward();
    }

    /// <summary>Computes the gradients of a loss, and finds the variables that it does not depend on.</summary>
    /// <remarks>
    /// A gradient that is a view into <see cref="Gradients"/> is zero for these variables, as it may be for others; so variables have no
    /// gradients before this pass, and those that have none after it are unused.
    /// </remarks>
    public void BackwardToFindUnused(Tensor loss)
    {
        foreach (Tensor view in views)
            view.grad = null;
        loss.backward();
        using IDisposable noGrad = no_grad();
        Gradients.fill_(0);
        List<Variable> unused = [];
        foreach (((Variable variable, long offset), Tensor view) in Offsets().Zip(views))
        {
            Tensor slice = View(Gradients, variable, offset);
            if (view.grad is { } gradient)
                slice.add_(gradient);
            else
                unused.Add(variable);
            view.grad = slice;
        }

        UnusedParameters = unused;
    }

    public void Dispose()
    {
        Values.Dispose();
        Gradients.Dispose();
    }
}
