// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>All values are 0.</summary>
[Cmdlet(VerbsCommon.New, "ZerosInitializer"), OutputType(typeof(global::KerasPS.Initializers.Zeros))]
public sealed class NewZerosInitializerCommand : NewObjectCommand<global::KerasPS.Initializers.Zeros>
{
    /// <inheritdoc/>
    protected override global::KerasPS.Initializers.Zeros Create()
    {
        global::KerasPS.Initializers.Zeros made = new();
        return made;
    }
}
