using KerasPS.Configuration;
using KerasPS.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// The base of optimizers: clips the gradients, applies decoupled weight decay, then the rule of the derived class, all on
/// the model's flat parameters.
/// </summary>
public abstract class Optimizer : KerasObject
{
    private readonly Dictionary<string, Tensor> slots = [];
    private FlatParameters? parameters;
    private float learningRate;

    private protected Optimizer(double learningRate) =>
        LearningRate = Require.NotNegative(learningRate, ClassName, nameof(learningRate));

    /// <summary>The step size, kept in single precision as in Keras; callbacks may change it during training.</summary>
    public double LearningRate
    {
        get => learningRate;
        set => learningRate = (float)Require.NotNegative(value, ClassName, nameof(LearningRate));
    }

    /// <summary>The share of each weight, times the learning rate, that is taken away before a step; null for none.</summary>
    [KerasArgument]
    public double? WeightDecay { get; set; }

    /// <summary>The largest norm of each variable's gradient; a larger one is scaled down. Null for none.</summary>
    [KerasArgument]
    public double? Clipnorm { get; set; }

    /// <summary>The largest absolute value of a gradient; null for none.</summary>
    [KerasArgument]
    public double? Clipvalue { get; set; }

    /// <summary>The largest norm of all gradients together; null for none.</summary>
    [KerasArgument]
    public double? GlobalClipnorm { get; set; }

    /// <summary>The number of steps made.</summary>
    public long Iterations { get; internal set; }

    /// <summary>The optimizer of that name.</summary>
    /// <param name="name">A Keras name such as <c>adam</c>.</param>
    public static implicit operator Optimizer(string name) => KerasRegistry.Resolve<Optimizer>(name);

    /// <summary>The state, a slot and variable at a time: the slot's name, e.g. <c>momentum</c>, and a view of its values for the variable.</summary>
    internal IEnumerable<(string Slot, Variable Variable, Tensor Values)> State() =>
        from slot in slots
        from place in parameters?.Offsets() ?? []
        select (slot.Key, place.Variable, FlatParameters.View(slot.Value, place.Variable, place.Offset));

    /// <summary>
    /// Begins to train these parameters. A variable that was trained before keeps its state, on whatever device the parameters
    /// are now; the others begin from zero.
    /// </summary>
    internal void Attach(FlatParameters flat)
    {
        if (ReferenceEquals(parameters, flat))
            return;
        if (new[] { Clipnorm, Clipvalue, GlobalClipnorm }.Count(c => c is not null) > 1)
        {
            throw new KerasException(
                "InvalidValue",
                KerasErrorKind.InvalidArgument,
                $"{ClassName}: only one of clipnorm, clipvalue and global_clipnorm may be set.",
                this);
        }

        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        Tensor[] earlier = [.. slots.Values];
        Dictionary<(string Slot, Variable Variable), Tensor> kept = State().ToDictionary(part => (part.Slot, part.Variable), part => part.Values);
        if (parameters is not null && !parameters.Variables.Intersect(flat.Variables).Any())
            Iterations = 0;
        slots.Clear();
        parameters = flat;
        CreateSlots();
        foreach ((string slot, Variable variable, Tensor values) in State())
        {
            if (kept.TryGetValue((slot, variable), out Tensor? value))
                values.copy_(value);
        }

        foreach (Tensor slot in earlier)
            slot.Dispose();
    }

    /// <summary>Makes one step with the gradients that the backward pass left, within a scope and without gradients of its own.</summary>
    internal void Apply()
    {
        FlatParameters flat = parameters!;
        Clip(flat);
        if (WeightDecay is { } decay)
            flat.Values.mul_(1 - (decay * LearningRate));
        Update(flat.Values, flat.Gradients, LearningRate);
        Iterations++;
    }

    /// <summary>Makes the slots with <see cref="AddSlot"/>.</summary>
    private protected abstract void CreateSlots();

    /// <summary>The rule: changes the weights in place.</summary>
    /// <param name="w">All weights.</param>
    /// <param name="g">Their gradients, which may be overwritten.</param>
    /// <param name="lr">The learning rate of this step.</param>
    private protected abstract void Update(Tensor w, Tensor g, double lr);

    /// <summary>A tensor of state, one value a weight.</summary>
    private protected Tensor AddSlot(string name, double initial = 0)
    {
        Tensor values = parameters!.Values;
        Tensor slot = full(values.shape, initial, values.dtype, values.device).DetachFromDisposeScope();
        slots.Add(name, slot);
        return slot;
    }

    private void Clip(FlatParameters flat)
    {
        if (Clipvalue is { } limit)
            flat.Gradients.clamp_(-limit, limit);
        else if (GlobalClipnorm is { } global)
            flat.Gradients.mul_(ScaleTo(global, flat.Gradients));
        else if (Clipnorm is { } each)
        {
            foreach ((Variable variable, long offset) in flat.Offsets())
            {
                Tensor gradient = flat.Gradients.narrow(0, offset, variable.Count);
                gradient.mul_(ScaleTo(each, gradient));
            }
        }
    }

    private static Tensor ScaleTo(double norm, Tensor gradient)
    {
        Tensor own = gradient.square().sum().sqrt();
        return full([], norm, own.dtype, own.device) / own.clamp_min(norm);
    }
}
