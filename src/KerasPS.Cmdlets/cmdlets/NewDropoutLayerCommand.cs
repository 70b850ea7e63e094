// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>In training, sets a random fraction of the inputs to 0 and scales the others by 1 / (1 - rate) (Srivastava et al. 2014); otherwise the identity. The output has the input&apos;s shape.</summary>
[Cmdlet(VerbsCommon.New, "DropoutLayer"), OutputType(typeof(global::KerasPS.Layers.Dropout))]
public sealed class NewDropoutLayerCommand : NewObjectCommand<global::KerasPS.Layers.Dropout>
{
    /// <summary>The fraction to drop, from 0 to 1.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public double Rate { get; set; }

    /// <summary>The layer&apos;s name, unique in its model; given by the model where the user gives none.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Whether training changes the layer&apos;s variables.</summary>
    [Parameter]
    public bool Trainable { get; set; } = true;

    /// <inheritdoc/>
    protected override global::KerasPS.Layers.Dropout Create()
    {
        global::KerasPS.Layers.Dropout made = new(rate: Rate);
        if (IsBound(nameof(Name))) made.Name = Name;
        if (IsBound(nameof(Trainable))) made.Trainable = Trainable;
        return made;
    }
}
