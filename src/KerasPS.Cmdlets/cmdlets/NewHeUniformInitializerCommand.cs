// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Uniform within ±sqrt(6 / in) (He et al. 2015).</summary>
[Cmdlet(VerbsCommon.New, "HeUniformInitializer"), OutputType(typeof(global::KerasPS.Initializers.HeUniform))]
public sealed class NewHeUniformInitializerCommand : NewObjectCommand<global::KerasPS.Initializers.HeUniform>
{
    /// <summary>The seed, or null for the model&apos;s own stream.</summary>
    [Parameter(Position = 0)]
    public int? Seed { get; set; }

    /// <inheritdoc/>
    protected override global::KerasPS.Initializers.HeUniform Create()
    {
        global::KerasPS.Initializers.HeUniform made = new(seed: Seed);
        return made;
    }
}
