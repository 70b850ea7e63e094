// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>The largest value in each window. Input (height, width, channels), output (new height, new width, channels).</summary>
[Cmdlet(VerbsCommon.New, "MaxPooling2DLayer"), OutputType(typeof(global::KerasPS.Layers.MaxPooling2D))]
public sealed class NewMaxPooling2DLayerCommand : NewObjectCommand<global::KerasPS.Layers.MaxPooling2D>
{
    /// <summary>The window&apos;s height and width; one number stands for both; 2 by default.</summary>
    [Parameter(Position = 0)]
    public long[]? PoolSize { get; set; }

    /// <summary>The steps between windows; the pool size by default.</summary>
    [Parameter]
    [Alias("Strides")]
    public long[]? Stride { get; set; }

    /// <summary>valid or same; added cells never win.</summary>
    [Parameter]
    [KerasChoiceTransformation(typeof(global::KerasPS.Layers.Padding))]
    public global::KerasPS.Layers.Padding Padding { get; set; } = global::KerasPS.Layers.Padding.Valid;

    /// <summary>The layer&apos;s name, unique in its model; given by the model where the user gives none.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Whether training changes the layer&apos;s variables.</summary>
    [Parameter]
    public bool Trainable { get; set; } = true;

    /// <inheritdoc/>
    protected override global::KerasPS.Layers.MaxPooling2D Create()
    {
        global::KerasPS.Layers.MaxPooling2D made = new(poolSize: PoolSize, strides: Stride, padding: Padding);
        if (IsBound(nameof(Name))) made.Name = Name;
        if (IsBound(nameof(Trainable))) made.Trainable = Trainable;
        return made;
    }
}
