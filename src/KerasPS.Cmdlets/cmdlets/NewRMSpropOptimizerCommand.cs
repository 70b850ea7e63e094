// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Divides the gradient by a running root mean square (Hinton 2012): a = ρ a + (1 - ρ) g²; w -= lr g / sqrt(a + ε), with ε inside the root; centered takes the running mean&apos;s square from a.</summary>
[Cmdlet(VerbsCommon.New, "RMSpropOptimizer"), OutputType(typeof(global::KerasPS.Optimizers.RMSprop))]
public sealed class NewRMSpropOptimizerCommand : NewObjectCommand<global::KerasPS.Optimizers.RMSprop>
{
    /// <summary>The step size.</summary>
    [Parameter(Position = 0)]
    public double LearningRate { get; set; } = 0.001d;

    /// <summary>The share of the running averages that is kept.</summary>
    [Parameter]
    public double Rho { get; set; } = 0.9d;

    /// <summary>The share of the last step that is kept.</summary>
    [Parameter]
    public double Momentum { get; set; } = 0d;

    /// <summary>Added under the root.</summary>
    [Parameter]
    public double Epsilon { get; set; } = 1E-07d;

    /// <summary>Whether to divide by the running standard deviation.</summary>
    [Parameter]
    public SwitchParameter Centered { get; set; }

    /// <summary>The share of each weight, times the learning rate, that is taken away before a step; null for none.</summary>
    [Parameter]
    public double? WeightDecay { get; set; }

    /// <summary>The largest norm of each variable&apos;s gradient; a larger one is scaled down. Null for none.</summary>
    [Parameter]
    public double? Clipnorm { get; set; }

    /// <summary>The largest absolute value of a gradient; null for none.</summary>
    [Parameter]
    public double? Clipvalue { get; set; }

    /// <summary>The largest norm of all gradients together; null for none.</summary>
    [Parameter]
    public double? GlobalClipnorm { get; set; }

    /// <inheritdoc/>
    protected override global::KerasPS.Optimizers.RMSprop Create()
    {
        global::KerasPS.Optimizers.RMSprop made = new(learningRate: LearningRate, rho: Rho, momentum: Momentum, epsilon: Epsilon, centered: Centered);
        if (IsBound(nameof(WeightDecay))) made.WeightDecay = WeightDecay;
        if (IsBound(nameof(Clipnorm))) made.Clipnorm = Clipnorm;
        if (IsBound(nameof(Clipvalue))) made.Clipvalue = Clipvalue;
        if (IsBound(nameof(GlobalClipnorm))) made.GlobalClipnorm = GlobalClipnorm;
        return made;
    }
}
