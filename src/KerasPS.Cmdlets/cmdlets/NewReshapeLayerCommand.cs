// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Gives each sample another shape with as many values.</summary>
[Cmdlet(VerbsCommon.New, "ReshapeLayer"), OutputType(typeof(global::KerasPS.Layers.Reshape))]
public sealed class NewReshapeLayerCommand : NewObjectCommand<global::KerasPS.Layers.Reshape>
{
    /// <summary>The new shape without the batch axis; one -1 stands for what is left.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public long[]? TargetShape { get; set; }

    /// <summary>The layer&apos;s name, unique in its model; given by the model where the user gives none.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Whether training changes the layer&apos;s variables.</summary>
    [Parameter]
    public bool Trainable { get; set; } = true;

    /// <inheritdoc/>
    protected override global::KerasPS.Layers.Reshape Create()
    {
        global::KerasPS.Layers.Reshape made = new(targetShape: TargetShape!);
        if (IsBound(nameof(Name))) made.Name = Name;
        if (IsBound(nameof(Trainable))) made.Trainable = Trainable;
        return made;
    }
}
