// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Random values whose variance s is scale / max(1, fan) (He et al. 2015; Keras&apos;s VarianceScaling).</summary>
[Cmdlet(VerbsCommon.New, "VarianceScalingInitializer"), OutputType(typeof(global::KerasPS.Initializers.VarianceScaling))]
public sealed class NewVarianceScalingInitializerCommand : NewObjectCommand<global::KerasPS.Initializers.VarianceScaling>
{
    /// <summary>The factor.</summary>
    [Parameter(Position = 0)]
    public double Scale { get; set; } = 1d;

    /// <summary>The fan that divides.</summary>
    [Parameter]
    [KerasChoiceTransformation(typeof(global::KerasPS.Initializers.FanMode))]
    public global::KerasPS.Initializers.FanMode Mode { get; set; } = global::KerasPS.Initializers.FanMode.FanIn;

    /// <summary>The distribution.</summary>
    [Parameter]
    [KerasChoiceTransformation(typeof(global::KerasPS.Initializers.RandomDistribution))]
    public global::KerasPS.Initializers.RandomDistribution Distribution { get; set; } = global::KerasPS.Initializers.RandomDistribution.TruncatedNormal;

    /// <summary>The seed, or null for the model&apos;s own stream.</summary>
    [Parameter]
    public int? Seed { get; set; }

    /// <inheritdoc/>
    protected override global::KerasPS.Initializers.VarianceScaling Create()
    {
        global::KerasPS.Initializers.VarianceScaling made = new(scale: Scale, mode: Mode, distribution: Distribution, seed: Seed);
        return made;
    }
}
