using KerasPS.Activations;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;

namespace KerasPS.Layers;

/// <summary>The base of the recurrent layers that have a cell of their own: what users choose about it are its options.</summary>
/// <param name="cell">The cell.</param>
/// <param name="activityRegularizer">A penalty on the outputs; none by default.</param>
/// <param name="returnSequences">Whether the outputs of all time steps are given.</param>
/// <param name="returnState">Whether the last states are given after the output.</param>
/// <param name="goBackwards">Whether the sequences are read from their ends.</param>
/// <param name="stateful">Whether a batch goes on with the last states of the batch before.</param>
/// <param name="unroll">Changes nothing here.</param>
/// <param name="zeroOutputForMask">Whether masked time steps give zeros.</param>
public abstract class KernelRecurrentLayer(
    KernelCell cell,
    Regularizer? activityRegularizer,
    bool returnSequences,
    bool returnState,
    bool goBackwards,
    bool stateful,
    bool unroll,
    bool zeroOutputForMask)
    : RecurrentLayer(cell, activityRegularizer, returnSequences, returnState, goBackwards, stateful, unroll, zeroOutputForMask)
{
    /// <inheritdoc cref="KernelCell.Units"/>
    public int Units { get; } = cell.Units;

    /// <inheritdoc cref="KernelCell.Activation"/>
    public ActivationFunction Activation { get; } = cell.Activation;

    /// <inheritdoc cref="KernelCell.UseBias"/>
    public bool UseBias { get; } = cell.UseBias;

    /// <inheritdoc cref="KernelCell.KernelInitializer"/>
    public Initializer KernelInitializer { get; } = cell.KernelInitializer;

    /// <inheritdoc cref="KernelCell.RecurrentInitializer"/>
    public Initializer RecurrentInitializer { get; } = cell.RecurrentInitializer;

    /// <inheritdoc cref="KernelCell.BiasInitializer"/>
    public Initializer BiasInitializer { get; } = cell.BiasInitializer;

    /// <inheritdoc cref="KernelCell.KernelRegularizer"/>
    public Regularizer? KernelRegularizer { get; } = cell.KernelRegularizer;

    /// <inheritdoc cref="KernelCell.RecurrentRegularizer"/>
    public Regularizer? RecurrentRegularizer { get; } = cell.RecurrentRegularizer;

    /// <inheritdoc cref="KernelCell.BiasRegularizer"/>
    public Regularizer? BiasRegularizer { get; } = cell.BiasRegularizer;

    /// <inheritdoc cref="KernelCell.KernelConstraint"/>
    public Constraint? KernelConstraint { get; } = cell.KernelConstraint;

    /// <inheritdoc cref="KernelCell.RecurrentConstraint"/>
    public Constraint? RecurrentConstraint { get; } = cell.RecurrentConstraint;

    /// <inheritdoc cref="KernelCell.BiasConstraint"/>
    public Constraint? BiasConstraint { get; } = cell.BiasConstraint;

    /// <inheritdoc cref="KernelCell.Dropout"/>
    public double Dropout { get; } = cell.Dropout;

    /// <inheritdoc cref="KernelCell.RecurrentDropout"/>
    public double RecurrentDropout { get; } = cell.RecurrentDropout;

    /// <inheritdoc cref="KernelCell.Seed"/>
    public int? Seed { get; } = cell.Seed;
}
