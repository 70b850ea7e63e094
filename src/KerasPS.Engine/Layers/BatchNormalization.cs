using KerasPS.Initializers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Normalises each channel with the batch's mean and variance in training, and with their moving averages otherwise (Ioffe
/// and Szegedy 2015). The output has the input's shape.
/// </summary>
/// <remarks>
/// Keras's rules, which differ from PyTorch's: the moving variance averages the batch's <em>biased</em> variance; momentum is
/// the share that is kept; a frozen layer uses the moving averages in training too.
/// </remarks>
/// <param name="momentum">The share of the moving averages that is kept at each step.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether gamma multiplies.</param>
/// <param name="betaInitializer">First values of beta; <c>zeros</c> by default.</param>
/// <param name="gammaInitializer">First values of gamma; <c>ones</c> by default.</param>
/// <param name="movingMeanInitializer">First values of the moving mean; <c>zeros</c> by default.</param>
/// <param name="movingVarianceInitializer">First values of the moving variance; <c>ones</c> by default.</param>
public sealed class BatchNormalization(
    double momentum = 0.99,
    double epsilon = 0.001,
    bool center = true,
    bool scale = true,
    Initializer? betaInitializer = null,
    Initializer? gammaInitializer = null,
    Initializer? movingMeanInitializer = null,
    Initializer? movingVarianceInitializer = null) : Layer
{
    private Variable? gamma;
    private Variable? beta;
    private Variable movingMean = null!;
    private Variable movingVariance = null!;

    /// <summary>The share of the moving averages that is kept at each step.</summary>
    public double Momentum { get; } = Require.Fraction(momentum, nameof(BatchNormalization), nameof(momentum));

    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; } = Require.Positive(epsilon, nameof(BatchNormalization), nameof(epsilon));

    /// <summary>Whether beta is added.</summary>
    public bool Center { get; } = center;

    /// <summary>Whether gamma multiplies.</summary>
    public bool Scale { get; } = scale;

    /// <summary>First values of beta.</summary>
    public Initializer BetaInitializer { get; } = betaInitializer ?? new Zeros();

    /// <summary>First values of gamma.</summary>
    public Initializer GammaInitializer { get; } = gammaInitializer ?? new Ones();

    /// <summary>First values of the moving mean.</summary>
    public Initializer MovingMeanInitializer { get; } = movingMeanInitializer ?? new Zeros();

    /// <summary>First values of the moving variance.</summary>
    public Initializer MovingVarianceInitializer { get; } = movingVarianceInitializer ?? new Ones();

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) =>
        inputShape.Length > 0 ? inputShape : throw WrongShape(inputShape, "(..., channels)");

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        int rank = (int)input.ndim;
        Tensor channelsFirst = rank == 2 ? input : input.permute(Moved(rank, from: rank - 1, to: 1));
        Tensor output = context.Training && Trainable
            ? NormalizeWithBatch(channelsFirst)
            : nn.functional.batch_norm(channelsFirst, movingMean.Value, movingVariance.Value, gamma?.Value, beta?.Value, false, 0, Epsilon);
        return rank == 2 ? output : output.permute(Moved(rank, from: 1, to: rank - 1));
    }

    /// <inheritdoc/>
    protected override void CreateVariables(long[] inputShape)
    {
        long[] channels = [inputShape[^1]];
        gamma = Scale ? AddVariable("gamma", channels, GammaInitializer) : null;
        beta = Center ? AddVariable("beta", channels, BetaInitializer) : null;
        movingMean = AddVariable("moving_mean", channels, MovingMeanInitializer, trainable: false);
        movingVariance = AddVariable("moving_variance", channels, MovingVarianceInitializer, trainable: false);
    }

    private Tensor NormalizeWithBatch(Tensor channelsFirst)
    {
        // With momentum 1 the kernel leaves the batch's own mean and unbiased variance in the two buffers.
        long channels = channelsFirst.size(1);
        Tensor mean = zeros([channels], movingMean.Value.dtype, channelsFirst.device);
        Tensor variance = zeros([channels], movingVariance.Value.dtype, channelsFirst.device);
        Tensor output = nn.functional.batch_norm(channelsFirst, mean, variance, gamma?.Value, beta?.Value, true, 1, Epsilon);
        long count = channelsFirst.numel() / channels;
        using (no_grad())
        {
            double biased = (count - 1.0) / count;
            movingMean.Value.mul_(Momentum).add_(mean, 1 - Momentum);
            movingVariance.Value.mul_(Momentum);
            if (count > 1)
                movingVariance.Value.add_(variance, (1 - Momentum) * biased);
        }

        return output;
    }

    private static long[] Moved(int rank, int from, int to)
    {
        List<long> axes = Enumerable.Range(0, rank).Select(axis => (long)axis).ToList();
        axes.RemoveAt(from);
        axes.Insert(to, from);
        return axes.ToArray();
    }
}
