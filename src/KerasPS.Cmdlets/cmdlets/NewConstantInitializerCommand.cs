// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>All values are the same.</summary>
[Cmdlet(VerbsCommon.New, "ConstantInitializer"), OutputType(typeof(global::KerasPS.Initializers.Constant))]
public sealed class NewConstantInitializerCommand : NewObjectCommand<global::KerasPS.Initializers.Constant>
{
    /// <summary>The value; 0 as in Keras.</summary>
    [Parameter(Position = 0)]
    public double Value { get; set; } = 0d;

    /// <inheritdoc/>
    protected override global::KerasPS.Initializers.Constant Create()
    {
        global::KerasPS.Initializers.Constant made = new(value: Value);
        return made;
    }
}
