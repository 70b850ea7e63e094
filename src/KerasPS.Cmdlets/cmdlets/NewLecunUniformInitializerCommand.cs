// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Uniform within ±sqrt(3 / in) (LeCun et al. 1998).</summary>
[Cmdlet(VerbsCommon.New, "LecunUniformInitializer"), OutputType(typeof(global::KerasPS.Initializers.LecunUniform))]
public sealed class NewLecunUniformInitializerCommand : NewObjectCommand<global::KerasPS.Initializers.LecunUniform>
{
    /// <summary>The seed, or null for the model&apos;s own stream.</summary>
    [Parameter(Position = 0)]
    public int? Seed { get; set; }

    /// <inheritdoc/>
    protected override global::KerasPS.Initializers.LecunUniform Create()
    {
        global::KerasPS.Initializers.LecunUniform made = new(seed: Seed);
        return made;
    }
}
