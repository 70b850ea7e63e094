// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>A fully connected layer: activation(x · kernel + bias) over the last axis. Input (..., in), output (..., units).</summary>
[Cmdlet(VerbsCommon.New, "DenseLayer"), OutputType(typeof(global::KerasPS.Layers.Dense))]
public sealed class NewDenseLayerCommand : NewObjectCommand<global::KerasPS.Layers.Dense>
{
    /// <summary>The number of outputs.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Units")]
    public int Unit { get; set; }

    /// <summary>The activation; none by default.</summary>
    [Parameter]
    [KerasObjectTransformation(typeof(global::KerasPS.Activations.ActivationFunction))]
    [ArgumentCompleter(typeof(KerasNameCompleter<global::KerasPS.Activations.ActivationFunction>))]
    public global::KerasPS.Activations.ActivationFunction? Activation { get; set; }

    /// <summary>Whether a bias is added.</summary>
    [Parameter]
    public bool UseBias { get; set; } = true;

    /// <summary>First values of the kernel (in, units); glorot_uniform by default.</summary>
    [Parameter]
    [KerasObjectTransformation(typeof(global::KerasPS.Initializers.Initializer))]
    [ArgumentCompleter(typeof(KerasNameCompleter<global::KerasPS.Initializers.Initializer>))]
    public global::KerasPS.Initializers.Initializer? KernelInitializer { get; set; }

    /// <summary>First values of the bias (units); zeros by default.</summary>
    [Parameter]
    [KerasObjectTransformation(typeof(global::KerasPS.Initializers.Initializer))]
    [ArgumentCompleter(typeof(KerasNameCompleter<global::KerasPS.Initializers.Initializer>))]
    public global::KerasPS.Initializers.Initializer? BiasInitializer { get; set; }

    /// <summary>A penalty on the kernel; none by default.</summary>
    [Parameter]
    [KerasObjectTransformation(typeof(global::KerasPS.Regularizers.Regularizer))]
    [ArgumentCompleter(typeof(KerasNameCompleter<global::KerasPS.Regularizers.Regularizer>))]
    public global::KerasPS.Regularizers.Regularizer? KernelRegularizer { get; set; }

    /// <summary>A penalty on the bias; none by default.</summary>
    [Parameter]
    [KerasObjectTransformation(typeof(global::KerasPS.Regularizers.Regularizer))]
    [ArgumentCompleter(typeof(KerasNameCompleter<global::KerasPS.Regularizers.Regularizer>))]
    public global::KerasPS.Regularizers.Regularizer? BiasRegularizer { get; set; }

    /// <summary>The layer&apos;s name, unique in its model; given by the model where the user gives none.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Whether training changes the layer&apos;s variables.</summary>
    [Parameter]
    public bool Trainable { get; set; } = true;

    /// <inheritdoc/>
    protected override global::KerasPS.Layers.Dense Create()
    {
        global::KerasPS.Layers.Dense made = new(units: Unit, activation: Activation, useBias: UseBias, kernelInitializer: KernelInitializer, biasInitializer: BiasInitializer, kernelRegularizer: KernelRegularizer, biasRegularizer: BiasRegularizer);
        if (IsBound(nameof(Name))) made.Name = Name;
        if (IsBound(nameof(Trainable))) made.Trainable = Trainable;
        return made;
    }
}
