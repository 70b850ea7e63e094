// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>A two-dimensional convolution. Input (height, width, channels), output (new height, new width, filters).</summary>
[Cmdlet(VerbsCommon.New, "Conv2DLayer"), OutputType(typeof(global::KerasPS.Layers.Conv2D))]
public sealed class NewConv2DLayerCommand : NewObjectCommand<global::KerasPS.Layers.Conv2D>
{
    /// <summary>The number of output channels.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Filters")]
    public int Filter { get; set; }

    /// <summary>The window&apos;s height and width; one number stands for both.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public long[]? KernelSize { get; set; }

    /// <summary>The steps between windows; 1 by default.</summary>
    [Parameter]
    [Alias("Strides")]
    public long[]? Stride { get; set; }

    /// <summary>valid (nothing is added at the borders) or same.</summary>
    [Parameter]
    [KerasChoiceTransformation(typeof(global::KerasPS.Layers.Padding))]
    public global::KerasPS.Layers.Padding Padding { get; set; } = global::KerasPS.Layers.Padding.Valid;

    /// <summary>The distances between a window&apos;s elements; 1 by default.</summary>
    [Parameter]
    public long[]? DilationRate { get; set; }

    /// <summary>The number of groups of channels that are convolved apart.</summary>
    [Parameter]
    [Alias("Groups")]
    public int Group { get; set; } = 1;

    /// <summary>The activation; none by default.</summary>
    [Parameter]
    [KerasObjectTransformation(typeof(global::KerasPS.Activations.ActivationFunction))]
    [ArgumentCompleter(typeof(KerasNameCompleter<global::KerasPS.Activations.ActivationFunction>))]
    public global::KerasPS.Activations.ActivationFunction? Activation { get; set; }

    /// <summary>Whether a bias is added.</summary>
    [Parameter]
    public bool UseBias { get; set; } = true;

    /// <summary>First values of the kernel (height, width, channels / groups, filters); glorot_uniform by default.</summary>
    [Parameter]
    [KerasObjectTransformation(typeof(global::KerasPS.Initializers.Initializer))]
    [ArgumentCompleter(typeof(KerasNameCompleter<global::KerasPS.Initializers.Initializer>))]
    public global::KerasPS.Initializers.Initializer? KernelInitializer { get; set; }

    /// <summary>First values of the bias (filters); zeros by default.</summary>
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
    protected override global::KerasPS.Layers.Conv2D Create()
    {
        global::KerasPS.Layers.Conv2D made = new(filters: Filter, kernelSize: KernelSize!, strides: Stride, padding: Padding, dilationRate: DilationRate, groups: Group, activation: Activation, useBias: UseBias, kernelInitializer: KernelInitializer, biasInitializer: BiasInitializer, kernelRegularizer: KernelRegularizer, biasRegularizer: BiasRegularizer);
        if (IsBound(nameof(Name))) made.Name = Name;
        if (IsBound(nameof(Trainable))) made.Trainable = Trainable;
        return made;
    }
}
