// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Truncated normal with standard deviation sqrt(1 / in) (LeCun et al. 1998).</summary>
[Cmdlet(VerbsCommon.New, "LecunNormalInitializer"), OutputType(typeof(global::KerasPS.Initializers.LecunNormal))]
public sealed class NewLecunNormalInitializerCommand : NewObjectCommand<global::KerasPS.Initializers.LecunNormal>
{
    /// <summary>The seed, or null for the model&apos;s own stream.</summary>
    [Parameter(Position = 0)]
    public int? Seed { get; set; }

    /// <inheritdoc/>
    protected override global::KerasPS.Initializers.LecunNormal Create()
    {
        global::KerasPS.Initializers.LecunNormal made = new(seed: Seed);
        return made;
    }
}
