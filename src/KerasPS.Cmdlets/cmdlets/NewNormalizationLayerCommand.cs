// Generated from the engine's class; change that one.
#nullable enable
using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Shifts and scales each feature of the last axis by its mean and standard deviation, given or learned from a dataset with Dataset): (x - mean) / max(sqrt(variance), 1e-7). The output has the input&apos;s shape.</summary>
[Cmdlet(VerbsCommon.New, "NormalizationLayer"), OutputType(typeof(global::KerasPS.Layers.Normalization))]
public sealed class NewNormalizationLayerCommand : NewObjectCommand<global::KerasPS.Layers.Normalization>
{
    /// <summary>The means: one a feature, or one for all; learned where none are given.</summary>
    [Parameter(Position = 0)]
    public float[]? Mean { get; set; }

    /// <summary>The variances, as many as means.</summary>
    [Parameter]
    public float[]? Variance { get; set; }

    /// <summary>The layer&apos;s name, unique in its model; given by the model where the user gives none.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Whether training changes the layer&apos;s variables.</summary>
    [Parameter]
    public bool Trainable { get; set; } = true;

    /// <summary>Learn from the features of this dataset, usually the training set.</summary>
    [Parameter]
    public global::KerasPS.Data.Dataset? Data { get; set; }

    /// <inheritdoc/>
    protected override global::KerasPS.Layers.Normalization Create()
    {
        global::KerasPS.Layers.Normalization made = new(mean: Mean, variance: Variance);
        if (IsBound(nameof(Name))) made.Name = Name;
        if (IsBound(nameof(Trainable))) made.Trainable = Trainable;
        if (Data is not null) made.Adapt(Data);
        return made;
    }
}
