using KerasPS.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// The trained variables of a model as one contiguous tensor, and their gradients as another. The variables are views into
/// the first and their gradients views into the second, so that an optimizer's step, clearing gradients or copying the
/// weights is one operation however many variables there are.
/// </summary>
internal sealed class FlatParameters : IDisposable
{
    private readonly List<Tensor> views = [];

    private FlatParameters(IReadOnlyList<Variable> variables, Tensor values, Tensor gradients)
    {
        Variables = variables;
        Values = values;
        Gradients = gradients;
    }

    /// <summary>The trained variables in order.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>All values, <c>(count)</c>.</summary>
    public Tensor Values { get; }

    /// <summary>All gradients, <c>(count)</c>, into which a backward pass accumulates.</summary>
    public Tensor Gradients { get; }

    /// <summary>The variables that the loss of the last training does not depend on. No optimizer changes them.</summary>
    public IReadOnlyList<Variable> UnusedParameters { get; private set; } = [];

    /// <summary>Moves the variables into one tensor on the device: in their number format, in single precision where they have several.</summary>
    public static FlatParameters Gather(IReadOnlyList<Variable> variables, Device device)
    {
        long count = variables.Sum(v => v.Count);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        ScalarType[] types = variables.Select(v => v.Value.dtype).Distinct().ToArray();
        ScalarType type = types.Length == 1 ? types[0] : ScalarType.Float32;
        Tensor values = empty([count], type, device).DetachFromDisposeScope();
        Tensor gradients = zeros([count], type, device).DetachFromDisposeScope();
        FlatParameters flat = new(variables, values, gradients);
        foreach ((Variable variable, long offset) in flat.Offsets())
        {
            Tensor view = View(values, variable, offset).copy_(variable.Value).detach().requires_grad_();
            view.grad = View(gradients, variable, offset);
            variable.MoveTo(view);
            flat.views.Add(view);
        }

        return flat;
    }

    /// <summary>Whether the variables are just these, and all of them still live here and not in another model's parameters.</summary>
    public bool Holds(IReadOnlyList<Variable> variables, Device device) =>
        Values.device.ToString() == device.ToString()
        && Variables.SequenceEqual(variables)
        && Variables.Zip(views).All(pair => ReferenceEquals(pair.First.Value, pair.Second));

    /// <summary>A view of one variable's part of a tensor that is laid out like <see cref="Values"/>.</summary>
    public static Tensor View(Tensor flat, Variable variable, long offset) =>
        flat.narrow(0, offset, variable.Count).view(variable.Shape.ToArray());

    /// <summary>The variables with the places where they begin.</summary>
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
    /// gradients before this pass, and those that have none after it were not reached.
    /// </remarks>
    public void BackwardToFindUnused(Tensor loss)
    {
        foreach (Tensor view in views)
            view.grad = null;
        loss.backward();
        using IDisposable noGrad = no_grad();
        Gradients.fill_(0);
        List<Variable> unreached = [];
        foreach (((Variable variable, long offset), Tensor view) in Offsets().Zip(views))
        {
            Tensor place = View(Gradients, variable, offset);
            if (view.grad is { } gradient)
                place.add_(gradient);
            else
                unreached.Add(variable);
            view.grad = place;
        }

        UnusedParameters = unreached;
    }

    public void Dispose()
    {
        Values.Dispose();
        Gradients.Dispose();
    }
}
