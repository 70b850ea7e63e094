// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>l2 · Σw², without PyTorch&apos;s ½.</summary>
[Cmdlet(VerbsCommon.New, "L2Regularizer"), OutputType(typeof(global::KerasPS.Regularizers.L2))]
public sealed class NewL2RegularizerCommand : NewObjectCommand<global::KerasPS.Regularizers.L2>
{
    /// <summary>The factor; 0.01 as in Keras.</summary>
    [Parameter(Position = 0)]
    public double L2 { get; set; } = 0.01d;

    /// <inheritdoc/>
    protected override global::KerasPS.Regularizers.L2 Create()
    {
        global::KerasPS.Regularizers.L2 made = new(l2: L2);
        return made;
    }
}
