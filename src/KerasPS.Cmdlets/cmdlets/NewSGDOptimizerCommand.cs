// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Gradient descent, with momentum if wanted: v = m v - lr g; w += v; Nesterov&apos;s form looks ahead: w += m v - lr g. The learning rate is inside v, unlike PyTorch&apos;s.</summary>
[Cmdlet(VerbsCommon.New, "SGDOptimizer"), OutputType(typeof(global::KerasPS.Optimizers.SGD))]
public sealed class NewSGDOptimizerCommand : NewObjectCommand<global::KerasPS.Optimizers.SGD>
{
    /// <summary>The step size.</summary>
    [Parameter(Position = 0)]
    public double LearningRate { get; set; } = 0.01d;

    /// <summary>The share of the last step that is kept, from 0 to 1.</summary>
    [Parameter]
    public double Momentum { get; set; } = 0d;

    /// <summary>Whether to look ahead.</summary>
    [Parameter]
    public SwitchParameter Nesterov { get; set; }

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
    protected override global::KerasPS.Optimizers.SGD Create()
    {
        global::KerasPS.Optimizers.SGD made = new(learningRate: LearningRate, momentum: Momentum, nesterov: Nesterov);
        if (IsBound(nameof(WeightDecay))) made.WeightDecay = WeightDecay;
        if (IsBound(nameof(Clipnorm))) made.Clipnorm = Clipnorm;
        if (IsBound(nameof(Clipvalue))) made.Clipvalue = Clipvalue;
        if (IsBound(nameof(GlobalClipnorm))) made.GlobalClipnorm = GlobalClipnorm;
        return made;
    }
}
