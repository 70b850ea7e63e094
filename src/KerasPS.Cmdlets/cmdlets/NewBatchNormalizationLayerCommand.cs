// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Normalises each channel with the batch&apos;s mean and variance in training, and with their moving averages otherwise (Ioffe and Szegedy 2015). The output has the input&apos;s shape.</summary>
[Cmdlet(VerbsCommon.New, "BatchNormalizationLayer"), OutputType(typeof(global::KerasPS.Layers.BatchNormalization))]
public sealed class NewBatchNormalizationLayerCommand : NewObjectCommand<global::KerasPS.Layers.BatchNormalization>
{
    /// <summary>The share of the moving averages that is kept at each step.</summary>
    [Parameter(Position = 0)]
    public double Momentum { get; set; } = 0.99d;

    /// <summary>Added to the variance.</summary>
    [Parameter]
    public double Epsilon { get; set; } = 0.001d;

    /// <summary>Whether beta is added.</summary>
    [Parameter]
    public bool Center { get; set; } = true;

    /// <summary>Whether gamma multiplies.</summary>
    [Parameter]
    public bool Scale { get; set; } = true;

    /// <summary>First values of beta; zeros by default.</summary>
    [Parameter]
    [KerasObjectTransformation(typeof(global::KerasPS.Initializers.Initializer))]
    [ArgumentCompleter(typeof(KerasNameCompleter<global::KerasPS.Initializers.Initializer>))]
    public global::KerasPS.Initializers.Initializer? BetaInitializer { get; set; }

    /// <summary>First values of gamma; ones by default.</summary>
    [Parameter]
    [KerasObjectTransformation(typeof(global::KerasPS.Initializers.Initializer))]
    [ArgumentCompleter(typeof(KerasNameCompleter<global::KerasPS.Initializers.Initializer>))]
    public global::KerasPS.Initializers.Initializer? GammaInitializer { get; set; }

    /// <summary>First values of the moving mean; zeros by default.</summary>
    [Parameter]
    [KerasObjectTransformation(typeof(global::KerasPS.Initializers.Initializer))]
    [ArgumentCompleter(typeof(KerasNameCompleter<global::KerasPS.Initializers.Initializer>))]
    public global::KerasPS.Initializers.Initializer? MovingMeanInitializer { get; set; }

    /// <summary>First values of the moving variance; ones by default.</summary>
    [Parameter]
    [KerasObjectTransformation(typeof(global::KerasPS.Initializers.Initializer))]
    [ArgumentCompleter(typeof(KerasNameCompleter<global::KerasPS.Initializers.Initializer>))]
    public global::KerasPS.Initializers.Initializer? MovingVarianceInitializer { get; set; }

    /// <summary>The layer&apos;s name, unique in its model; given by the model where the user gives none.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Whether training changes the layer&apos;s variables.</summary>
    [Parameter]
    public bool Trainable { get; set; } = true;

    /// <inheritdoc/>
    protected override global::KerasPS.Layers.BatchNormalization Create()
    {
        global::KerasPS.Layers.BatchNormalization made = new(momentum: Momentum, epsilon: Epsilon, center: Center, scale: Scale, betaInitializer: BetaInitializer, gammaInitializer: GammaInitializer, movingMeanInitializer: MovingMeanInitializer, movingVarianceInitializer: MovingVarianceInitializer);
        if (IsBound(nameof(Name))) made.Name = Name;
        if (IsBound(nameof(Trainable))) made.Trainable = Trainable;
        return made;
    }
}
