using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>How a layer is being called.</summary>
/// <param name="Training">True in a training step, where dropout drops and batch normalisation uses the batch's statistics.</param>
/// <param name="Generator">The source of random numbers of this training, on the device of the model.</param>
public sealed record CallContext(bool Training, Generator Generator)
{
    private readonly List<Tensor> losses = [];

    /// <summary>The masks of the inputs, booleans <c>(batch, time)</c> or null each; empty where no input has one.</summary>
    public IReadOnlyList<Tensor?> Masks { get; private init; } = [];

    /// <summary>The mask of the first input: false where a time step is padding; null where there is none.</summary>
    public Tensor? Mask => Masks.Count == 0 ? null : Masks[0];

    /// <summary>The terms that layers added to the loss of this batch.</summary>
    internal IReadOnlyList<Tensor> Losses => losses;

    /// <summary>Adds a term to the loss of this batch, as Keras's <c>add_loss</c>.</summary>
    /// <param name="loss">A scalar.</param>
    public void AddLoss(Tensor loss) => losses.Add(loss);

    /// <summary>The same call with the masks of other inputs.</summary>
    /// <param name="masks">A mask, or null, for each input.</param>
    public CallContext WithMasks(IReadOnlyList<Tensor?> masks)
    {
        bool hasAny = masks.Any(mask => mask is not null);
        return hasAny || Masks.Count > 0 ? this with { Masks = hasAny ? masks : [] } : this;
    }
}
