// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Uniform within ±sqrt(6 / (in + out)) (Glorot and Bengio 2010), Keras&apos;s default for kernels.</summary>
[Cmdlet(VerbsCommon.New, "GlorotUniformInitializer"), OutputType(typeof(global::KerasPS.Initializers.GlorotUniform))]
public sealed class NewGlorotUniformInitializerCommand : NewObjectCommand<global::KerasPS.Initializers.GlorotUniform>
{
    /// <summary>The seed, or null for the model&apos;s own stream.</summary>
    [Parameter(Position = 0)]
    public int? Seed { get; set; }

    /// <inheritdoc/>
    protected override global::KerasPS.Initializers.GlorotUniform Create()
    {
        global::KerasPS.Initializers.GlorotUniform made = new(seed: Seed);
        return made;
    }
}
