using KerasPS.Layers;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>The tensors of an optimizer's state for some parameters.</summary>
/// <param name="parameters">The parameters.</param>
internal sealed class OptimizerSlots(FlatParameters parameters) : IDisposable
{
    private readonly List<Func<IEnumerable<OptimizerSlot>>> parts = [];
    private readonly List<Tensor> tensors = [];

    /// <summary>The parameters.</summary>
    public FlatParameters Parameters { get; } = parameters;

    /// <summary>Slots with one value per weight, laid out like the flat parameters; the slots of one variable are adjacent.</summary>
    public Tensor[] AddFlat(params string[] names)
    {
        Tensor[] slots = Array.ConvertAll(names, _ => Add(zeros(Parameters.Values.shape, Parameters.Values.dtype, Parameters.Values.device)));
        parts.Add(() =>
            from place in Parameters.Offsets()
            from slot in names.Zip(slots)
            select new OptimizerSlot(slot.First, place.Variable, FlatParameters.View(slot.Second, place.Variable, place.Offset)));
        return slots;
    }

    /// <summary>A slot of one variable, in a shape of its own.</summary>
    public Tensor Add(string name, Variable variable, params long[] shape) =>
        AddOne(name, variable, zeros(shape, Parameters.Values.dtype, Parameters.Values.device));

    /// <summary>A number of the whole optimizer. It is in the host's memory whatever the device, so that reading it does not wait for the device.</summary>
    public Tensor AddNumber(string name, double initial) => AddOne(name, null, full([], initial, ScalarType.Float32, CPU));

    /// <summary>All slots in the order in which they were made.</summary>
    public IEnumerable<OptimizerSlot> All() => parts.SelectMany(part => part());

    /// <summary>Copies the values of other slots for the same variables.</summary>
    public void CopyFrom(OptimizerSlots other)
    {
        Dictionary<(string Name, Variable? Variable), Tensor> known = other.All().ToDictionary(slot => (slot.Name, slot.Variable), slot => slot.Values);
        foreach (OptimizerSlot slot in All())
        {
            if (known.TryGetValue((slot.Name, slot.Variable), out Tensor? values))
                slot.Values.copy_(values);
        }
    }

    public void Dispose()
    {
        foreach (Tensor tensor in tensors)
            tensor.Dispose();
    }

    private Tensor AddOne(string name, Variable? variable, Tensor values)
    {
        parts.Add(() => [new OptimizerSlot(name, variable, values)]);
        return Add(values);
    }

    private Tensor Add(Tensor values)
    {
        tensors.Add(values.DetachFromDisposeScope());
        return values;
    }
}
