using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of layers that make one tensor of several.</summary>
public abstract class Merge : MultipleInputLayer
{
    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <summary>The number of inputs where the layer takes no other; null for one or more.</summary>
    private protected virtual int? InputCount => null;

    /// <inheritdoc/>
    public sealed override long[][] ComputeOutputShapes(long[][] inputShapes)
    {
        if (InputCount is { } count ? inputShapes.Length != count : inputShapes.Length == 0)
            throw WrongCount(inputShapes.Length, InputCount is { } wanted ? $"{wanted} inputs" : "one or more inputs");
        return [MergeShapes(inputShapes)];
    }

    /// <inheritdoc/>
    public sealed override Tensor[] Call(Tensor[] inputs, CallContext context) =>
        [MergeTensors(inputs, context.Masks.Count == 0 ? new Tensor?[inputs.Length] : context.Masks)];

    /// <summary>The shape of a sample of the output.</summary>
    /// <param name="shapes">The shape of a sample of each input.</param>
    protected abstract long[] MergeShapes(long[][] shapes);

    /// <summary>Computes the output.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="masks">The mask of each input, or null.</param>
    protected abstract Tensor MergeTensors(Tensor[] inputs, IReadOnlyList<Tensor?> masks);
}
