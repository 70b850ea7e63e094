// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Makes each sample one row: (a, b, ...) to (a · b · ...,), the last axis changing fastest.</summary>
[Cmdlet(VerbsCommon.New, "FlattenLayer"), OutputType(typeof(global::KerasPS.Layers.Flatten))]
public sealed class NewFlattenLayerCommand : NewObjectCommand<global::KerasPS.Layers.Flatten>
{
    /// <summary>The layer&apos;s name, unique in its model; given by the model where the user gives none.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Whether training changes the layer&apos;s variables.</summary>
    [Parameter]
    public bool Trainable { get; set; } = true;

    /// <inheritdoc/>
    protected override global::KerasPS.Layers.Flatten Create()
    {
        global::KerasPS.Layers.Flatten made = new();
        if (IsBound(nameof(Name))) made.Name = Name;
        if (IsBound(nameof(Trainable))) made.Trainable = Trainable;
        return made;
    }
}
