using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Applies a layer to each time step alone, with the same weights. Input <c>(time, ...)</c>, where <c>(...)</c> is what the layer takes; output
/// <c>(time, ...)</c> with what it gives.
/// </summary>
/// <remarks>
/// A mask is passed to the layer, to each time step its part: of a mask <c>(batch, time, steps)</c>, <c>(batch, steps)</c>. As in Keras 3.16
/// it is not passed on to the layers after.
/// </remarks>
/// <param name="layer">The layer.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-TimeDistributedLayer (New-DenseLayer 4)) -InputShape 10, 8 | Get-ModelSummary
/// </code>
/// The same Dense layer at each of 10 time steps: 36 parameters.
/// </example>
/// <example>
/// <code>
/// New-TimeDistributedLayer (New-Conv2DLayer 8 3)
/// </code>
/// A convolution of each frame of a video.
/// </example>
public sealed class TimeDistributed(Layer layer) : Layer
{
    /// <summary>The layer.</summary>
    public Layer Layer { get; } = layer;

    internal override IReadOnlyList<Layer> Sublayers { get; } = [layer];

    internal override bool CastsInputs => Layer.CastsInputs;

    /// <summary>Whether the layer treats each sample alone, so that time steps can be taken as samples.</summary>
    private bool IsPerSample => Layer is KernelLayer;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) => inputShape.Length >= 2 && inputShape[0] != 0
        ? [inputShape[0], .. Layer.ComputeOutputShape(inputShape[1..])]
        : throw WrongShape(inputShape, "(time, ...) with one axis or more for each time step");

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        if (IsPerSample)
        {
            Tensor all = Layer.Call(input.reshape([-1, .. input.shape[2..]]), context);
            return all.reshape([.. input.shape[..2], .. all.shape[1..]]);
        }

        Tensor[]? masks = context.Mask?.unbind(1);
        return stack(input.unbind(1).Select((step, time) => Layer.Call(step, context.WithMasks([masks?[time]]))), 1);
    }

    /// <inheritdoc/>
    protected override void CreateVariables(long[] inputShape)
    {
        Layer.Name ??= Layer.DefaultName;
        AddSublayer(Layer, inputShape[1..]);
    }
}
