using System.Collections;
using System.Diagnostics.CodeAnalysis;
using KerasPS.Configuration;
using KerasPS.Initializers;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Normalises each channel with the batch's mean and variance in training, and with their moving averages otherwise (Ioffe
/// and Szegedy 2015). The output has the input's shape.
/// </summary>
/// <remarks>
/// Keras's rules, which differ from PyTorch's: the moving variance averages the batch's <em>biased</em> variance; momentum is
/// the fraction that is kept; a frozen layer uses the moving averages in training too. Padding (a mask) does not count in the batch's mean
/// and variance. Half precision is computed in single. Renormalisation is from "Batch Renormalization: Towards Reducing Minibatch Dependence in Batch-Normalized Models" (Ioffe 2017).
/// </remarks>
/// <param name="axis">The axis of the channels, the batch axis counted as 0.</param>
/// <param name="momentum">The momentum: the fraction of the moving averages that is kept at each step.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether gamma multiplies.</param>
/// <param name="renorm">
/// Whether training corrects the batch's statistics towards moving ones (batch renormalisation, Ioffe 2017), which small batches need.
/// </param>
/// <param name="renormClipping">
/// The clipping of the corrections: a dictionary with any of <c>rmax</c>, <c>rmin</c> (of the ratio of the standard deviations) and
/// <c>dmax</c> (of the difference of the means); no limits by default.
/// </param>
/// <param name="renormMomentum">The momentum of the moving statistics of the corrections: the fraction that is kept at each step.</param>
public sealed class BatchNormalization(
    int axis = -1,
    double momentum = 0.99,
    double epsilon = 0.001,
    bool center = true,
    bool scale = true,
    bool renorm = false,
    IDictionary? renormClipping = null,
    double renormMomentum = 0.99)
    : ScaledNormalization(Require.Positive(epsilon, nameof(BatchNormalization), nameof(epsilon)), center, scale)
{
    private readonly RenormClipping clipping = new(renormClipping);
    private Variable movingMean = null!;
    private Variable movingVariance = null!;
    private Variable movingDeviation = null!;
    private Variable renormMean = null!;
    private Variable renormDeviation = null!;

    /// <summary>The axis of the channels, the batch axis counted as 0.</summary>
    public int Axis { get; } = axis;

    /// <summary>The momentum: the fraction of the moving averages that is kept at each step.</summary>
    public double Momentum { get; } = Require.Fraction(momentum, nameof(BatchNormalization), nameof(momentum));

    /// <summary>Initial values of the moving mean; <c>zeros</c> by default.</summary>
    [KerasArgument(After = nameof(GammaInitializer))]
    [AllowNull]
    public Initializer MovingMeanInitializer { get => field ??= new Zeros(); set => field = BeforeBuild(value); }

    /// <summary>Initial values of the moving variance; <c>ones</c> by default.</summary>
    [KerasArgument(After = nameof(MovingMeanInitializer))]
    [AllowNull]
    public Initializer MovingVarianceInitializer { get => field ??= new Ones(); set => field = BeforeBuild(value); }

    /// <summary>Whether training corrects the batch's statistics towards moving ones.</summary>
    public bool Renorm { get; } = renorm;

    /// <summary>The limits of the corrections, any of rmax, rmin and dmax; null for none.</summary>
    public IDictionary? RenormClipping => clipping.Limits.Count == 0 ? null : clipping.Limits;

    /// <summary>The momentum of the moving statistics of the corrections: the fraction that is kept at each step.</summary>
    public double RenormMomentum { get; } = Require.Fraction(renormMomentum, nameof(BatchNormalization), nameof(renormMomentum));

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        int at = AxesOf(input.shape[1..])[0];
        if (!context.Training || !Trainable)
            return WithKernel(input, at, Moving(movingMean, SumsOf(input)), Moving(movingVariance, SumsOf(input)), training: false);
        return Renorm || context.Mask is not null
            ? DtypePolicy.Cast(NormalizeStepwise(KerasMath.AtLeastSingle(input), at, context.Mask), input.dtype)
            : NormalizeWithBatch(input, at);
    }

    private protected override int[] AxesOf(IReadOnlyList<long> sampleShape) => [SampleAxes.Resolve(this, Axis, sampleShape)];

    /// <inheritdoc/>
    protected override void CreateVariables(long[] inputShape)
    {
        base.CreateVariables(inputShape);
        long[] channels = [inputShape[AxesOf(inputShape)[0] - 1]];
        movingMean = AddVariable("moving_mean", channels, MovingMeanInitializer, trainable: false);
        movingVariance = AddVariable("moving_variance", channels, MovingVarianceInitializer, trainable: false);
        if (!Renorm)
            return;
        SquareRoot deviation = new(MovingVarianceInitializer);
        movingDeviation = AddVariable("moving_stddev", channels, deviation, trainable: false);
        renormMean = AddVariable("renorm_mean", channels, MovingMeanInitializer, trainable: false);
        renormDeviation = AddVariable("renorm_stddev", channels, deviation, trainable: false);
    }

    private Tensor NormalizeWithBatch(Tensor x, int at)
    {
        // With momentum 1 the kernel leaves the batch's own mean and unbiased variance in the two buffers.
        long channels = x.size(at);
        Tensor mean = zeros([channels], SumsOf(x), x.device);
        Tensor variance = zeros([channels], SumsOf(x), x.device);
        Tensor output = WithKernel(x, at, mean, variance, training: true);
        double count = x.numel() / channels;
        UpdateMoving(mean, count > 1 ? variance * ((count - 1) / count) : zeros([channels], SumsOf(x), x.device));
        return output;
    }

    /// <summary>The kernel takes half precision, but single for all that belongs to a channel, and computes in that.</summary>
    private Tensor WithKernel(Tensor x, int at, Tensor mean, Tensor variance, bool training)
    {
        int rank = (int)x.ndim;
        Tensor channelsFirst = at == 1 ? x : x.permute(Moved(rank, from: at, to: 1));
        Tensor output = nn.functional.batch_norm(channelsFirst, mean, variance, Gamma(SumsOf(x)), Beta(SumsOf(x)), training, 1, Epsilon);
        return at == 1 ? output : output.permute(Moved(rank, from: 1, to: at));
    }

    /// <summary>Training with a mask or with renormalisation, for which there is no kernel.</summary>
    private Tensor NormalizeStepwise(Tensor x, int at, Tensor? mask)
    {
        long[] reduced = Enumerable.Range(0, (int)x.ndim).Where(i => i != at).Select(i => (long)i).ToArray();
        (Tensor mean, Tensor variance) = mask is null ? KerasMath.Moments(x, reduced) : MaskedMoments(x, mask, reduced);
        Tensor? gamma = Gamma(x.dtype)?.reshape(mean.shape);
        Tensor? beta = Beta(x.dtype)?.reshape(mean.shape);
        if (!Renorm)
        {
            UpdateMoving(mean, variance);
            return Normalize(x, mean, variance, gamma, beta);
        }

        (Tensor r, Tensor d) = Correct(mean.detach(), variance.detach());
        Tensor shift = gamma is null ? d : d * gamma;
        return Normalize(x, mean, variance, gamma is null ? r : r * gamma, beta is null ? shift : shift + beta);
    }

    /// <summary>Moments over what is no padding.</summary>
    private (Tensor Mean, Tensor Variance) MaskedMoments(Tensor x, Tensor mask, long[] reduced)
    {
        if (mask.ndim != x.ndim - 1)
            throw WrongShape(x.shape[1..], $"with one axis more than its mask, which has {mask.ndim} with the batch axis");
        Tensor padding = mask.logical_not().unsqueeze(-1).expand(x.shape);
        Tensor count = mask.unsqueeze(-1).expand(x.shape).to_type(x.dtype).sum(reduced, keepdim: true) + KerasMath.Epsilon;
        Tensor mean = x.masked_fill(padding, 0).sum(reduced, keepdim: true) / count;
        return (mean, (x - mean).masked_fill(padding, 0).square().sum(reduced, keepdim: true) / count);
    }

    private void UpdateMoving(Tensor mean, Tensor variance)
    {
        using IDisposable noGrad = no_grad();
        Average(movingMean, mean, Momentum);
        Average(movingVariance, variance, Momentum);
    }

    /// <summary>The corrections of batch renormalisation, which no gradient goes through, and the update of its statistics.</summary>
    private (Tensor Ratio, Tensor Difference) Correct(Tensor mean, Tensor variance)
    {
        using IDisposable noGrad = no_grad();
        Tensor deviation = (variance + Epsilon).sqrt();
        Tensor movingFor = Moving(renormDeviation, mean.dtype).reshape(mean.shape).clamp_min(Math.Sqrt(Epsilon));
        Tensor ratio = clipping.ClipRatio(deviation / movingFor);
        Tensor difference = clipping.ClipDifference((mean - Moving(renormMean, mean.dtype).reshape(mean.shape)) / movingFor);
        Average(renormMean, mean, RenormMomentum);
        Average(renormDeviation, deviation, RenormMomentum);
        Average(movingMean, mean, Momentum);
        Average(movingDeviation, deviation, Momentum);
        movingVariance.Value.copy_((Moving(movingDeviation, mean.dtype).square() - Epsilon).clamp_min(0));
        return (ratio, difference);
    }

    private static Tensor Moving(Variable statistic, ScalarType type) => DtypePolicy.Cast(statistic.Value, type);

    private static ScalarType SumsOf(Tensor x) => x.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;

    /// <summary>Moves a statistic towards the batch's in the latter's dtype, so that half precision rounds once.</summary>
    private static void Average(Variable statistic, Tensor batch, double momentum) =>
        statistic.Value.copy_((Moving(statistic, batch.dtype) * momentum).add_(batch.reshape(-1), 1 - momentum));

    private static long[] Moved(int rank, int from, int to)
    {
        List<long> axes = Enumerable.Range(0, rank).Select(axis => (long)axis).ToList();
        axes.RemoveAt(from);
        axes.Insert(to, from);
        return axes.ToArray();
    }

    /// <summary>The square roots of what another initializer gives.</summary>
    private sealed class SquareRoot(Initializer squares) : Initializer
    {
        public override Tensor Create(long[] shape, ScalarType dtype, Generator generator) => squares.Create(shape, dtype, generator).sqrt();
    }
}
