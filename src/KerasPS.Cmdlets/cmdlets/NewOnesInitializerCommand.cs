// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>All values are 1.</summary>
[Cmdlet(VerbsCommon.New, "OnesInitializer"), OutputType(typeof(global::KerasPS.Initializers.Ones))]
public sealed class NewOnesInitializerCommand : NewObjectCommand<global::KerasPS.Initializers.Ones>
{
    /// <inheritdoc/>
    protected override global::KerasPS.Initializers.Ones Create()
    {
        global::KerasPS.Initializers.Ones made = new();
        return made;
    }
}
