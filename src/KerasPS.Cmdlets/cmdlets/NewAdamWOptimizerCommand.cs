// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Adam with weight decay that is decoupled from the gradient (Loshchilov and Hutter 2017): w -= w · decay · lr before each step.</summary>
[Cmdlet(VerbsCommon.New, "AdamWOptimizer"), OutputType(typeof(global::KerasPS.Optimizers.AdamW))]
public sealed class NewAdamWOptimizerCommand : NewObjectCommand<global::KerasPS.Optimizers.AdamW>
{
    /// <summary>The step size.</summary>
    [Parameter(Position = 0)]
    public double LearningRate { get; set; } = 0.001d;

    /// <summary>The share of each weight, times the learning rate, that is taken away before a step.</summary>
    [Parameter]
    public double WeightDecay { get; set; } = 0.004d;

    /// <summary>The share of the running mean that is kept.</summary>
    [Parameter]
    public double Beta1 { get; set; } = 0.9d;

    /// <summary>The share of the running mean of squares that is kept.</summary>
    [Parameter]
    public double Beta2 { get; set; } = 0.999d;

    /// <summary>Added to the root.</summary>
    [Parameter]
    public double Epsilon { get; set; } = 1E-07d;

    /// <summary>Whether to divide by the largest running mean of squares so far.</summary>
    [Parameter]
    public SwitchParameter Amsgrad { get; set; }

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
    protected override global::KerasPS.Optimizers.AdamW Create()
    {
        global::KerasPS.Optimizers.AdamW made = new(learningRate: LearningRate, weightDecay: WeightDecay, beta1: Beta1, beta2: Beta2, epsilon: Epsilon, amsgrad: Amsgrad);
        if (IsBound(nameof(Clipnorm))) made.Clipnorm = Clipnorm;
        if (IsBound(nameof(Clipvalue))) made.Clipvalue = Clipvalue;
        if (IsBound(nameof(GlobalClipnorm))) made.GlobalClipnorm = GlobalClipnorm;
        return made;
    }
}
