// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Truncated normal with standard deviation sqrt(2 / (in + out)) (Glorot and Bengio 2010).</summary>
[Cmdlet(VerbsCommon.New, "GlorotNormalInitializer"), OutputType(typeof(global::KerasPS.Initializers.GlorotNormal))]
public sealed class NewGlorotNormalInitializerCommand : NewObjectCommand<global::KerasPS.Initializers.GlorotNormal>
{
    /// <summary>The seed, or null for the model&apos;s own stream.</summary>
    [Parameter(Position = 0)]
    public int? Seed { get; set; }

    /// <inheritdoc/>
    protected override global::KerasPS.Initializers.GlorotNormal Create()
    {
        global::KerasPS.Initializers.GlorotNormal made = new(seed: Seed);
        return made;
    }
}
