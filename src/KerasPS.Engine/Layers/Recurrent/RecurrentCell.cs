using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The base of cells: what a recurrent layer does at each time step. A cell takes the inputs of one time step <c>(in)</c> and its
/// states, zeros where none are given, and returns its output and its new states.
/// </summary>
public abstract class RecurrentCell : MultipleInputLayer
{
    /// <summary>The number of values of each state; the first is the one that recurrent dropout is for.</summary>
    public abstract IReadOnlyList<long> StateSize { get; }

    /// <summary>The number of values of the output.</summary>
    public abstract long OutputSize { get; }

    /// <inheritdoc/>
    public override long[][] ComputeOutputShapes(long[][] inputShapes)
    {
        if (inputShapes[0].Length != 1)
            throw WrongShape(inputShapes[0], "(features,), those of one time step");
        RequireStates(inputShapes, this);
        return [[OutputSize], .. StateShapes];
    }

    /// <inheritdoc/>
    public override Tensor[] Call(Tensor[] inputs, CallContext context)
    {
        CellPass pass = Begin(inputs[0].size(0), context);
        Tensor[] states = inputs.Length > 1 ? inputs[1..] : ZeroStates(inputs[0]);
        (Tensor output, states) = pass.Step(pass.Project(inputs[0]), states);
        return [output, .. states];
    }

    /// <summary>The shapes of a sample's states.</summary>
    internal long[][] StateShapes => StateSize.Select(size => new[] { size }).ToArray();

    /// <summary>Begins a pass over a batch of sequences.</summary>
    /// <param name="batch">The number of sequences.</param>
    /// <param name="context">How the layer is being called.</param>
    internal abstract CellPass Begin(long batch, CallContext context);

    /// <summary>States of zeros for a batch of inputs.</summary>
    internal Tensor[] ZeroStates(Tensor inputs) =>
        StateSize.Select(size => zeros([inputs.size(0), size], inputs.dtype, inputs.device)).ToArray();

    /// <summary>Checks the shapes of initial states that are given after the inputs.</summary>
    /// <param name="inputShapes">The shapes of the inputs, then those of the states, if any.</param>
    /// <param name="asked">The layer that received them, for the error.</param>
    internal void RequireStates(long[][] inputShapes, Layer asked)
    {
        long[][] given = inputShapes[1..];
        if (given.Length == 0 || (given.Length == StateSize.Count && given.Zip(StateShapes).All(pair => Shape.Fits(pair.Second, pair.First))))
            return;
        throw new KerasException(
            "ShapeMismatch",
            $"{asked.Subject} expects initial states of shape {Shape.Format(StateShapes)} after its inputs, "
            + $"but received {Shape.Format(given)}.",
            asked);
    }
}
