// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Applies an activation function. The output has the input&apos;s shape.</summary>
[Cmdlet(VerbsCommon.New, "ActivationLayer"), OutputType(typeof(global::KerasPS.Layers.Activation))]
public sealed class NewActivationLayerCommand : NewObjectCommand<global::KerasPS.Layers.Activation>
{
    /// <summary>The function, e.g. relu.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [KerasObjectTransformation(typeof(global::KerasPS.Activations.ActivationFunction))]
    [ArgumentCompleter(typeof(KerasNameCompleter<global::KerasPS.Activations.ActivationFunction>))]
    public global::KerasPS.Activations.ActivationFunction? Activation { get; set; }

    /// <summary>The layer&apos;s name, unique in its model; given by the model where the user gives none.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Whether training changes the layer&apos;s variables.</summary>
    [Parameter]
    public bool Trainable { get; set; } = true;

    /// <inheritdoc/>
    protected override global::KerasPS.Layers.Activation Create()
    {
        global::KerasPS.Layers.Activation made = new(activation: Activation!);
        if (IsBound(nameof(Name))) made.Name = Name;
        if (IsBound(nameof(Trainable))) made.Trainable = Trainable;
        return made;
    }
}
