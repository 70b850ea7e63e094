using System.Diagnostics.CodeAnalysis;
using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The base of normalisations whose result is multiplied by gamma, and beta added. The output has the input's shape. Half precision is
/// computed in single; gamma and beta are used as they are kept.
/// </summary>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether gamma multiplies.</param>
public abstract class ScaledNormalization(double epsilon, bool center, bool scale) : Layer
{
    private Variable? gamma;
    private Variable? beta;

    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; } = epsilon;

    /// <summary>Whether beta is added.</summary>
    public bool Center { get; } = center;

    /// <summary>Whether gamma multiplies.</summary>
    public bool Scale { get; } = scale;

    /// <summary>Initial values of beta; <c>zeros</c> by default.</summary>
    [KerasArgument(After = nameof(Scale))]
    [AllowNull]
    public Initializer BetaInitializer { get => field ??= new Zeros(); set => field = BeforeBuild(value); }

    /// <summary>Initial values of gamma; <c>ones</c> by default.</summary>
    [KerasArgument(After = nameof(BetaInitializer))]
    [AllowNull]
    public Initializer GammaInitializer { get => field ??= new Ones(); set => field = BeforeBuild(value); }

    /// <summary>A penalty on beta; none by default.</summary>
    [KerasArgument(After = nameof(GammaInitializer))]
    public Regularizer? BetaRegularizer { get; set => field = BeforeBuild(value); }

    /// <summary>A penalty on gamma; none by default.</summary>
    [KerasArgument(After = nameof(BetaRegularizer))]
    public Regularizer? GammaRegularizer { get; set => field = BeforeBuild(value); }

    /// <summary>What beta is constrained to after each step; none by default.</summary>
    [KerasArgument(After = nameof(GammaRegularizer))]
    public Constraint? BetaConstraint { get; set => field = BeforeBuild(value); }

    /// <summary>What gamma is constrained to after each step; none by default.</summary>
    [KerasArgument(After = nameof(BetaConstraint))]
    public Constraint? GammaConstraint { get; set => field = BeforeBuild(value); }

    /// <inheritdoc/>
    public sealed override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape)
    {
        AxesOf(inputShape);
        return inputShape;
    }

    /// <summary>The axes that gamma and beta span, ascending, the batch axis counted as 0.</summary>
    /// <param name="sampleShape">The shape of a sample.</param>
    private protected abstract int[] AxesOf(IReadOnlyList<long> sampleShape);

    /// <inheritdoc/>
    protected sealed override bool AcceptsShape(IReadOnlyList<long> built, IReadOnlyList<long> given) =>
        SampleAxes.Agree(AxesOf(built), built, given);

    /// <inheritdoc/>
    protected override void CreateVariables(long[] inputShape)
    {
        long[] shape = AxesOf(inputShape).Select(axis => inputShape[axis - 1]).ToArray();
        gamma = Scale ? AddVariable("gamma", shape, GammaInitializer, regularizer: GammaRegularizer, constraint: GammaConstraint) : null;
        beta = Center ? AddVariable("beta", shape, BetaInitializer, regularizer: BetaRegularizer, constraint: BetaConstraint) : null;
    }

    /// <summary>Gamma in the given dtype, or null.</summary>
    private protected Tensor? Gamma(ScalarType type) => gamma is null ? null : DtypePolicy.Cast(gamma.Value, type);

    /// <summary>Beta in the given dtype, or null.</summary>
    private protected Tensor? Beta(ScalarType type) => beta is null ? null : DtypePolicy.Cast(beta.Value, type);

    /// <summary>Subtracts the mean, divides by the standard deviation, and applies gamma and beta.</summary>
    /// <param name="x">The batch.</param>
    /// <param name="mean">Means that go with the batch.</param>
    /// <param name="variance">Variances that go with the batch.</param>
    /// <param name="gamma">Gamma with the batch's axes, or null.</param>
    /// <param name="beta">Beta with the batch's axes, or null.</param>
    private protected Tensor Normalize(Tensor x, Tensor mean, Tensor variance, Tensor? gamma, Tensor? beta)
    {
        Tensor factor = (variance + Epsilon).rsqrt();
        if (gamma is not null)
            factor *= gamma;
        Tensor scaled = (x - mean) * factor;
        return beta is null ? scaled : scaled + beta;
    }
}
