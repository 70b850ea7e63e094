// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>States the shape of the samples that a model takes; computes nothing.</summary>
[Cmdlet(VerbsCommon.New, "InputLayer"), OutputType(typeof(global::KerasPS.Layers.InputLayer))]
public sealed class NewInputLayerCommand : NewObjectCommand<global::KerasPS.Layers.InputLayer>
{
    /// <summary>The shape of one sample, e.g. 28, 28, 1 (height, width, channels).</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public long[]? Shape { get; set; }

    /// <summary>The layer&apos;s name, unique in its model; given by the model where the user gives none.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Whether training changes the layer&apos;s variables.</summary>
    [Parameter]
    public bool Trainable { get; set; } = true;

    /// <inheritdoc/>
    protected override global::KerasPS.Layers.InputLayer Create()
    {
        global::KerasPS.Layers.InputLayer made = new(shape: Shape!);
        if (IsBound(nameof(Name))) made.Name = Name;
        if (IsBound(nameof(Trainable))) made.Trainable = Trainable;
        return made;
    }
}
