using System.Management.Automation;
using KerasPS.Layers;

namespace KerasPS.Cmdlets;

/// <summary>The base of the generated cmdlets that make layers: with a tensor piped in, the layer is called on it, and its output is emitted.</summary>
/// <typeparam name="T">The layer's class.</typeparam>
public abstract class NewLayerCommand<T> : NewObjectCommand<T>
    where T : Layer
{
    private readonly List<KerasTensor> inputs = [];

    /// <summary>
    /// Call the layer on these tensors (from New-ModelInput, or outputs of other layers) and emit its output instead of the layer, for a functional
    /// model. A layer with several inputs takes all that are piped, in their order.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public KerasTensor[] InputTensor { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => inputs.AddRange(InputTensor);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (inputs.Count == 0)
            base.EndProcessing();
        else
            WriteObject(Guarded(() => Create().CallAll(inputs.ToArray())), enumerateCollection: true);
    }
}
