// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Truncated normal with standard deviation sqrt(2 / in) (He et al. 2015).</summary>
[Cmdlet(VerbsCommon.New, "HeNormalInitializer"), OutputType(typeof(global::KerasPS.Initializers.HeNormal))]
public sealed class NewHeNormalInitializerCommand : NewObjectCommand<global::KerasPS.Initializers.HeNormal>
{
    /// <summary>The seed, or null for the model&apos;s own stream.</summary>
    [Parameter(Position = 0)]
    public int? Seed { get; set; }

    /// <inheritdoc/>
    protected override global::KerasPS.Initializers.HeNormal Create()
    {
        global::KerasPS.Initializers.HeNormal made = new(seed: Seed);
        return made;
    }
}
