// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Adaptive moments (Kingma and Ba 2014) in Keras&apos;s form: w -= lr sqrt(1 - β2^t) / (1 - β1^t) · m / (sqrt(v) + ε), which is PyTorch&apos;s with ε / sqrt(1 - β2^t).</summary>
[Cmdlet(VerbsCommon.New, "AdamOptimizer"), OutputType(typeof(global::KerasPS.Optimizers.Adam))]
public sealed class NewAdamOptimizerCommand : NewObjectCommand<global::KerasPS.Optimizers.Adam>
{
    /// <summary>The step size.</summary>
    [Parameter(Position = 0)]
    public double LearningRate { get; set; } = 0.001d;

    /// <summary>The share of the running mean that is kept.</summary>
    [Parameter]
    public double Beta1 { get; set; } = 0.9d;

    /// <summary>The share of the running mean of squares that is kept.</summary>
    [Parameter]
    public double Beta2 { get; set; } = 0.999d;

    /// <summary>Added to the root.</summary>
    [Parameter]
    public double Epsilon { get; set; } = 1E-07d;

    /// <summary>Whether to divide by the largest running mean of squares so far (Reddi et al. 2018).</summary>
    [Parameter]
    public SwitchParameter Amsgrad { get; set; }

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
    protected override global::KerasPS.Optimizers.Adam Create()
    {
        global::KerasPS.Optimizers.Adam made = new(learningRate: LearningRate, beta1: Beta1, beta2: Beta2, epsilon: Epsilon, amsgrad: Amsgrad);
        if (IsBound(nameof(WeightDecay))) made.WeightDecay = WeightDecay;
        if (IsBound(nameof(Clipnorm))) made.Clipnorm = Clipnorm;
        if (IsBound(nameof(Clipvalue))) made.Clipvalue = Clipvalue;
        if (IsBound(nameof(GlobalClipnorm))) made.GlobalClipnorm = GlobalClipnorm;
        return made;
    }
}
