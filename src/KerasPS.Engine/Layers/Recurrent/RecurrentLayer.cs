using KerasPS.Configuration;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The base of recurrent layers: a cell is applied to sequences, time step by time step. Input <c>(time, features)</c>, and initial
/// states <c>(size)</c> after it, where they are not zeros. Output <c>(size)</c> of the last time step, or <c>(time, size)</c> of all; with
/// <see cref="ReturnState"/> the last states after it.
/// </summary>
/// <remarks>
/// Where the mask is false, the states stay as they are and the output is that of the time step before (zeros at the beginning). As in
/// Keras 3.16 the layer does not pass the mask on.
/// </remarks>
/// <param name="cell">The cell, which computes one time step.</param>
public abstract class RecurrentLayer(RecurrentCell cell) : MultipleInputLayer
{
    private Tensor[] kept = [];

    /// <summary>The cell, which computes one time step.</summary>
    public RecurrentCell Cell { get; } = cell;

    /// <summary>Whether the outputs of all time steps are returned, not only that of the last.</summary>
    [KerasArgument(After = nameof(Cell))]
    public bool ReturnSequences { get; set => field = BeforeBuild(value); }

    /// <summary>Whether the last states are returned after the output.</summary>
    [KerasArgument(After = nameof(ReturnSequences))]
    public bool ReturnState { get; set => field = BeforeBuild(value); }

    /// <summary>Whether the sequences are read from their ends; the outputs come in the order in which they were computed.</summary>
    [KerasArgument(After = nameof(ReturnState))]
    public bool GoBackwards { get; set => field = BeforeBuild(value); }

    /// <summary>Whether the states continue from batch to batch: the last states of a batch are the initial states of the next; batches must then be of one size.</summary>
    [KerasArgument(After = nameof(GoBackwards))]
    public bool Stateful { get; set => field = BeforeBuild(value); }

    /// <summary>Accepted for Keras, but it changes nothing: time steps are always computed one after the other, without a graph.</summary>
    [KerasArgument(After = nameof(Stateful))]
    public bool Unroll { get; set; }

    /// <summary>Whether the outputs of masked time steps are zeros, not the output before them.</summary>
    [KerasArgument]
    public bool ZeroOutputForMask { get; set => field = BeforeBuild(value); }

    /// <summary>Whether operations for whole sequences are used where they can be; the numbers are the same. Null, the default, where they are faster.</summary>
    internal bool? UsesSequenceOperations { get; set; }

    internal override IReadOnlyList<Layer> Sublayers { get; } = [cell];

    internal override IEnumerable<(string Attribute, Layer Layer)> Attributes => [("cell", Cell)];

    internal override IReadOnlyList<SavedTensor> State
    {
        get => Array.ConvertAll(kept, SavedTensor.Of);
        set
        {
            ResetState();
            using DisposeScope scope = NewDisposeScope();
            kept = value.Select(state => state.ToTensor().DetachFromDisposeScope()).ToArray();
        }
    }

    /// <summary>Resets the states of a stateful layer to zeros.</summary>
    public void ResetState()
    {
        foreach (Tensor state in kept)
            state.Dispose();
        kept = [];
    }

    /// <inheritdoc/>
    public override long[][] ComputeOutputShapes(long[][] inputShapes)
    {
        long[] sequence = inputShapes[0];
        if (sequence.Length != 2 || sequence[0] == 0)
            throw WrongShape(sequence, "(time, features)");
        Cell.RequireStates(inputShapes, this);
        long[] output = ReturnSequences ? [sequence[0], Cell.OutputSize] : [Cell.OutputSize];
        return ReturnState ? [output, .. Cell.StateShapes] : [output];
    }

    /// <inheritdoc/>
    public override Tensor[] Call(Tensor[] inputs, CallContext context)
    {
        Tensor sequence = (GoBackwards ? inputs[0].flip(1) : inputs[0]).transpose(0, 1);
        if (context.Mask is { ndim: not 2 } odd)
            throw WrongMask(odd);
        Tensor? mask = GoBackwards ? context.Mask?.flip(1) : context.Mask;
        Tensor[] states = inputs.Length > 1 ? inputs[1..] : InitialStates(inputs[0]);
        CellPass pass = Cell.Begin(sequence.size(1), context);
        bool isWhole = mask is null && (UsesSequenceOperations ?? (pass.IsSequenceFasterOnCpu || sequence.device_type != DeviceType.CPU));
        (Tensor outputs, states) = isWhole && pass.Sequence is { } whole ? whole(sequence, states) : Loop(pass, sequence, mask, states);
        if (Stateful)
            Keep(states);
        Tensor output = ReturnSequences ? outputs.transpose(0, 1) : outputs.narrow(0, outputs.size(0) - 1, 1).squeeze(0);
        return ReturnState ? [output, .. states] : [output];
    }

    /// <inheritdoc/>
    protected override void CreateVariables(long[][] inputShapes)
    {
        Cell.Name ??= Cell.DefaultName;
        AddSublayer(Cell, inputShapes[0][1..]);
    }

    /// <summary>Loops over the time steps of <c>(time, batch, features)</c>; returns the outputs of all time steps, or of the last, and the last states.</summary>
    private (Tensor Outputs, Tensor[] States) Loop(CellPass pass, Tensor sequence, Tensor? mask, Tensor[] states)
    {
        Tensor[] steps = pass.Project(sequence).unbind(0);
        Tensor[]? valid = mask?.unsqueeze(-1).unbind(1);
        Tensor zero = zeros([sequence.size(1), Cell.OutputSize], sequence.dtype, sequence.device);
        Tensor output = zero;
        List<Tensor> outputs = [];
        for (int time = 0; time < steps.Length; time++)
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor next, Tensor[] after) = pass.Step(steps[time], states);
            if (valid is not null)
            {
                next = where(valid[time], next, ZeroOutputForMask ? zero : output);
                after = after.Zip(states, (one, before) => where(valid[time], one, before)).ToArray();
            }

            // The output is often one of the states, which must not leave two scopes.
            foreach (Tensor tensor in new HashSet<Tensor>([next, .. after], ReferenceEqualityComparer.Instance))
                tensor.MoveToOuterDisposeScope();
            (output, states) = (next, after);
            outputs.Add(output);
        }

        return (stack(ReturnSequences ? outputs : [output]), states);
    }

    private Tensor[] InitialStates(Tensor sequence)
    {
        if (kept.Length == 0)
            return Cell.ZeroStates(sequence);
        if (kept[0].size(0) == sequence.size(0))
            return Array.ConvertAll(kept, state => state.to(sequence.dtype, sequence.device));
        throw new KerasException(
            "StateMismatch",
            $"{Subject} is stateful and continues with the states of {kept[0].size(0)} samples, but received a batch of "
            + $"{sequence.size(0)}; use batches of one size, or call ResetState() in between.",
            this);
    }

    private KerasException WrongMask(Tensor mask) => new(
        "ShapeMismatch", $"{Subject} expects a mask of shape (batch, time), but received one of shape {Shape.Format(mask.shape)}.", this);

    private void Keep(Tensor[] states)
    {
        ResetState();
        kept = Array.ConvertAll(states, state => state.detach().DetachFromDisposeScope());
    }
}
