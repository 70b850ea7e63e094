using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of cells with one kernel for the inputs and one for the first state, and with what Keras lets users choose about these.</summary>
/// <param name="units">The number of output units.</param>
/// <param name="activation">The activation; <c>tanh</c> by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
public abstract class KernelCell(int units, ActivationFunction? activation, bool useBias) : RecurrentCell
{
    private Layers.Dropout inputDropout = new(0);
    private Layers.Dropout stateDropout = new(0);
    private Variable kernel = null!;
    private Variable recurrentKernel = null!;
    private Variable? bias;

    /// <summary>The number of output units.</summary>
    public int Units { get; } = Require.Positive(units, "Recurrent layers", nameof(units));

    /// <summary>The activation.</summary>
    public ActivationFunction Activation { get; } = activation ?? new Tanh();

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; } = useBias;

    /// <summary>Initial values of the kernel of the inputs; <c>glorot_uniform</c> by default.</summary>
    [KerasArgument(After = nameof(UseBias))]
    [AllowNull]
    public Initializer KernelInitializer { get => field ??= new GlorotUniform(); set => field = BeforeBuild(value); }

    /// <summary>Initial values of the kernel of the state; <c>orthogonal</c> by default.</summary>
    [KerasArgument(After = nameof(KernelInitializer))]
    [AllowNull]
    public Initializer RecurrentInitializer { get => field ??= new Orthogonal(); set => field = BeforeBuild(value); }

    /// <summary>Initial values of the bias; <c>zeros</c> by default.</summary>
    [KerasArgument(After = nameof(RecurrentInitializer))]
    [AllowNull]
    public Initializer BiasInitializer { get => field ??= new Zeros(); set => field = BeforeBuild(value); }

    /// <summary>A penalty on the kernel of the inputs; none by default.</summary>
    [KerasArgument(After = nameof(BiasInitializer))]
    public Regularizer? KernelRegularizer { get; set => field = BeforeBuild(value); }

    /// <summary>A penalty on the kernel of the state; none by default.</summary>
    [KerasArgument(After = nameof(KernelRegularizer))]
    public Regularizer? RecurrentRegularizer { get; set => field = BeforeBuild(value); }

    /// <summary>A penalty on the bias; none by default.</summary>
    [KerasArgument(After = nameof(RecurrentRegularizer))]
    public Regularizer? BiasRegularizer { get; set => field = BeforeBuild(value); }

    /// <summary>What the kernel of the inputs is constrained to after each step; none by default.</summary>
    [KerasArgument(After = nameof(BiasRegularizer))]
    public Constraint? KernelConstraint { get; set => field = BeforeBuild(value); }

    /// <summary>What the kernel of the state is constrained to after each step; none by default.</summary>
    [KerasArgument(After = nameof(KernelConstraint))]
    public Constraint? RecurrentConstraint { get; set => field = BeforeBuild(value); }

    /// <summary>What the bias is constrained to after each step; none by default.</summary>
    [KerasArgument(After = nameof(RecurrentConstraint))]
    public Constraint? BiasConstraint { get; set => field = BeforeBuild(value); }

    /// <summary>The fraction of the inputs to drop in training, from 0 to 1; the same ones at all time steps.</summary>
    [KerasArgument(After = nameof(BiasConstraint))]
    public double Dropout { get => inputDropout.Rate; set => inputDropout = Dropped(value, Seed); }

    /// <summary>
    /// The fraction of the state to drop in training, from 0 to 1; the same values at all time steps, but with several gates others for each,
    /// then also of the inputs.
    /// </summary>
    [KerasArgument(After = nameof(Dropout))]
    public double RecurrentDropout { get => stateDropout.Rate; set => stateDropout = Dropped(value, SeedOfState); }

    /// <summary>The seed of the cell's own stream of random numbers for dropout; null (the default) takes them from the training's.</summary>
    [KerasArgument(After = nameof(RecurrentDropout))]
    public int? Seed
    {
        get;
        set
        {
            field = BeforeBuild(value);
            (Dropout, RecurrentDropout) = (Dropout, RecurrentDropout);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<long> StateSize => [Units];

    /// <inheritdoc/>
    public override long OutputSize => Units;

    internal override IReadOnlyList<Layer> LayersWithoutVariables => [inputDropout, stateDropout];

    /// <summary>The number of gates, each of which has a block of columns in the kernels.</summary>
    private protected abstract int Gates { get; }

    /// <summary>The shape of the bias.</summary>
    private protected virtual long[] BiasShape => [Gates * Units];

    /// <summary>The initializer of the bias.</summary>
    private protected virtual Initializer FirstBias => BiasInitializer;

    /// <inheritdoc/>
    protected override void CreateVariables(long[][] inputShapes)
    {
        long columns = Gates * Units;
        kernel = AddVariable("kernel", [inputShapes[0][0], columns], KernelInitializer, regularizer: KernelRegularizer, constraint: KernelConstraint);
        recurrentKernel = AddVariable(
            "recurrent_kernel", [Units, columns], RecurrentInitializer, regularizer: RecurrentRegularizer, constraint: RecurrentConstraint);
        bias = UseBias ? AddVariable("bias", BiasShape, FirstBias, regularizer: BiasRegularizer, constraint: BiasConstraint) : null;
    }

    internal sealed override CellPass Begin(long batch, CallContext context)
    {
        Tensor ofInputs = kernel.ComputeValue;
        Tensor ofState = recurrentKernel.ComputeValue;
        return Begin(
            new GateKernel(ofInputs, Gates, Masks(inputDropout, [batch, kernel.Shape[0]], ofInputs, context)),
            new GateKernel(ofState, Gates, Masks(stateDropout, [batch, Units], ofState, context)),
            bias?.ComputeValue);
    }

    /// <summary>Begins a pass with the cell's weights.</summary>
    /// <param name="input">The kernel of the inputs.</param>
    /// <param name="recurrent">The kernel of the state.</param>
    /// <param name="bias">The bias, or null.</param>
    private protected abstract CellPass Begin(GateKernel input, GateKernel recurrent, Tensor? bias);

    /// <summary>With the same seed both would drop the same.</summary>
    private int? SeedOfState => Seed + 1;

    private Layers.Dropout Dropped(double rate, int? seed, [CallerMemberName] string argument = "") =>
        new(BeforeBuild(Require.Fraction(rate, "Recurrent layers", argument), argument), seed: seed);

    /// <summary>A bias of zeros, for operations that need one.</summary>
    private protected Tensor NoBias(Tensor like) => zeros([Gates * Units], like.dtype, like.device);

    /// <summary>Keras's rule: with recurrent dropout each gate has masks of its own, also for the inputs; without it all share one.</summary>
    private Tensor[] Masks(Layers.Dropout dropout, long[] shape, Tensor like, CallContext context) => context.Training && dropout.Rate > 0
        ? Enumerable.Range(0, RecurrentDropout == 0 ? 1 : Gates).Select(_ => dropout.Call(ones(shape, like.dtype, like.device), context)).ToArray()
        : [];
}
