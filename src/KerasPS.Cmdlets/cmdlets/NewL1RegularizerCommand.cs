// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>l1 · Σ|w|.</summary>
[Cmdlet(VerbsCommon.New, "L1Regularizer"), OutputType(typeof(global::KerasPS.Regularizers.L1))]
public sealed class NewL1RegularizerCommand : NewObjectCommand<global::KerasPS.Regularizers.L1>
{
    /// <summary>The factor; 0.01 as in Keras.</summary>
    [Parameter(Position = 0)]
    public double L1 { get; set; } = 0.01d;

    /// <inheritdoc/>
    protected override global::KerasPS.Regularizers.L1 Create()
    {
        global::KerasPS.Regularizers.L1 made = new(l1: L1);
        return made;
    }
}
