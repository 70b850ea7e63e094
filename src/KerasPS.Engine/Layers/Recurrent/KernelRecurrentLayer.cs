using System.Diagnostics.CodeAnalysis;
using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;

namespace KerasPS.Layers;

/// <summary>The base of the recurrent layers that have a cell of their own: what users choose about it are its options.</summary>
/// <param name="cell">The cell.</param>
public abstract class KernelRecurrentLayer(KernelCell cell) : RecurrentLayer(cell)
{
    private readonly KernelCell cell = cell;

    /// <inheritdoc cref="KernelCell.Units"/>
    public int Units { get; } = cell.Units;

    /// <inheritdoc cref="KernelCell.Activation"/>
    public ActivationFunction Activation { get; } = cell.Activation;

    /// <inheritdoc cref="KernelCell.UseBias"/>
    public bool UseBias { get; } = cell.UseBias;

    /// <inheritdoc cref="KernelCell.KernelInitializer"/>
    [KerasArgument(After = nameof(UseBias))]
    [AllowNull]
    public Initializer KernelInitializer { get => cell.KernelInitializer; set => cell.KernelInitializer = value; }

    /// <inheritdoc cref="KernelCell.RecurrentInitializer"/>
    [KerasArgument(After = nameof(KernelInitializer))]
    [AllowNull]
    public Initializer RecurrentInitializer { get => cell.RecurrentInitializer; set => cell.RecurrentInitializer = value; }

    /// <inheritdoc cref="KernelCell.BiasInitializer"/>
    [KerasArgument(After = nameof(RecurrentInitializer))]
    [AllowNull]
    public Initializer BiasInitializer { get => cell.BiasInitializer; set => cell.BiasInitializer = value; }

    /// <inheritdoc cref="KernelCell.KernelRegularizer"/>
    [KerasArgument(After = nameof(BiasInitializer))]
    public Regularizer? KernelRegularizer { get => cell.KernelRegularizer; set => cell.KernelRegularizer = value; }

    /// <inheritdoc cref="KernelCell.RecurrentRegularizer"/>
    [KerasArgument(After = nameof(KernelRegularizer))]
    public Regularizer? RecurrentRegularizer { get => cell.RecurrentRegularizer; set => cell.RecurrentRegularizer = value; }

    /// <inheritdoc cref="KernelCell.BiasRegularizer"/>
    [KerasArgument(After = nameof(RecurrentRegularizer))]
    public Regularizer? BiasRegularizer { get => cell.BiasRegularizer; set => cell.BiasRegularizer = value; }

    /// <summary>A penalty on the outputs; none by default.</summary>
    [KerasArgument(After = nameof(BiasRegularizer))]
    public Regularizer? ActivityRegularizer { get; set; }

    /// <inheritdoc cref="KernelCell.KernelConstraint"/>
    [KerasArgument(After = nameof(ActivityRegularizer))]
    public Constraint? KernelConstraint { get => cell.KernelConstraint; set => cell.KernelConstraint = value; }

    /// <inheritdoc cref="KernelCell.RecurrentConstraint"/>
    [KerasArgument(After = nameof(KernelConstraint))]
    public Constraint? RecurrentConstraint { get => cell.RecurrentConstraint; set => cell.RecurrentConstraint = value; }

    /// <inheritdoc cref="KernelCell.BiasConstraint"/>
    [KerasArgument(After = nameof(RecurrentConstraint))]
    public Constraint? BiasConstraint { get => cell.BiasConstraint; set => cell.BiasConstraint = value; }

    /// <inheritdoc cref="KernelCell.Dropout"/>
    [KerasArgument(After = nameof(BiasConstraint))]
    public double Dropout { get => cell.Dropout; set => cell.Dropout = value; }

    /// <inheritdoc cref="KernelCell.RecurrentDropout"/>
    [KerasArgument(After = nameof(Dropout))]
    public double RecurrentDropout { get => cell.RecurrentDropout; set => cell.RecurrentDropout = value; }

    /// <summary>The seed of the layer's own stream of random numbers for dropout; null (the default) takes them from the training's.</summary>
    [KerasArgument(After = nameof(RecurrentDropout))]
    public virtual int? Seed { get => cell.Seed; set => cell.Seed = value; }

    /// <inheritdoc/>
    private protected sealed override Regularizer? OutputPenalty => ActivityRegularizer;
}
