using KerasPS.Data;
using KerasPS.Initializers;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Shifts and scales by means and standard deviations, given or learned from a dataset with <see cref="Adapt"/>:
/// <c>(x - mean) / max(sqrt(variance), 1e-7)</c>. The output has the input's shape.
/// </summary>
/// <remarks>What is learned is kept in the variables <c>mean</c> and <c>variance</c>; with given means and variances there are no variables.</remarks>
/// <param name="axis">
/// The axes with a mean and variance for each position, the batch axis counted as 0: -1, each feature, by default; none for one mean
/// and variance of all values.
/// </param>
/// <param name="mean">
/// The means: one for each position on the axes, one for each on the last of the axes, or one for all; learned where none are given.
/// </param>
/// <param name="variance">The variances, the same number as means.</param>
/// <param name="invert">Whether the inverse is computed, which takes normalised values back: <c>x · max(sqrt(variance), 1e-7) + mean</c>.</param>
/// <example>
/// <code>
/// New-NormalizationLayer -Mean 5 -Variance 4
/// </code>
/// Subtracts 5 and divides by 2.
/// </example>
/// <example>
/// <code>
/// $flowers = Get-SampleDataset Iris
/// New-SequentialModel (New-NormalizationLayer -Data $flowers), (New-DenseLayer 3 -Activation softmax) | Invoke-ModelFit -Data $flowers -Loss sparse_categorical_crossentropy
/// </code>
/// Features with the mean 0 and the standard deviation 1 in the training data.
/// </example>
public sealed class Normalization(long[]? axis = null, float[]? mean = null, float[]? variance = null, bool invert = false) : Layer, IAdaptable
{
    private (float[] Mean, float[] Variance)? learned;
    private Variable? meanVariable;
    private Variable? varianceVariable;
    private ConstantTensor? givenMean;
    private ConstantTensor? givenVariance;

    /// <summary>The axes with a mean and variance for each position, the batch axis counted as 0.</summary>
    public long[] Axis { get; } = axis ?? [-1];

    /// <summary>The given means, or null.</summary>
    public float[]? Mean { get; } = mean;

    /// <summary>The given variances, or null.</summary>
    public float[]? Variance { get; } = mean?.Length == variance?.Length
        ? variance
        : throw KerasException.InvalidValue(nameof(Normalization), "give both mean and variance, with the same number of values, or neither.");

    /// <summary>Whether the inverse is computed.</summary>
    public bool Invert { get; } = invert;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    /// <exception cref="KerasException">The means are given, or the samples do not fit those that the layer was built for.</exception>
    public void Adapt(Dataset data)
    {
        if (Mean is not null)
            throw new KerasException("InvalidOperation", $"{Subject} was given its mean and variance, so it has nothing to learn; make one without.", this);
        long[] shape = data.FeatureShape.ToArray();
        if (IsBuilt && !AcceptsShape(InputShape!, shape))
            throw WrongShape(shape, Shape.Format(InputShape!));
        learned = Moments(data.Inputs[0], PositionOfEach(shape));
        if (!IsBuilt)
            return;
        meanVariable!.Assign(learned.Value.Mean);
        varianceVariable!.Assign(learned.Value.Variance);
    }

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape)
    {
        long[] kept = StatisticShape(inputShape);
        bool fits = Mean is null || kept.Any(size => size < 0) || Mean.Length == 1 || Mean.Length == Shape.Size(kept) || Mean.Length == kept.LastOrDefault();
        return fits ? inputShape : throw WrongShape(inputShape, $"for {Mean!.Length} means on the axes {string.Join(", ", Axis)}");
    }

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        (Tensor mean, Tensor deviation) = StatisticsFor(input);
        return Invert ? (input * deviation) + mean : (input - mean) / deviation;
    }

    /// <summary>The means and standard deviations in a shape that goes with a batch.</summary>
    internal (Tensor Mean, Tensor Deviation) StatisticsFor(Tensor input)
    {
        Tensor variance = givenVariance?.Like(input) ?? Broadcast(varianceVariable!.ComputeValue, input);
        return (givenMean?.Like(input) ?? Broadcast(meanVariable!.ComputeValue, input), variance.sqrt().clamp_min(KerasMath.Epsilon));
    }

    /// <inheritdoc/>
    protected override bool AcceptsShape(IReadOnlyList<long> built, IReadOnlyList<long> given) =>
        SampleAxes.Agree(SampleAxes.Resolve(this, Axis, built), built, given);

    /// <inheritdoc/>
    protected override void CreateVariables(long[] inputShape)
    {
        long[] kept = StatisticShape(inputShape);
        if (Mean is not null)
        {
            if (kept.Any(size => size < 0))
                throw WrongShape(inputShape, $"whose sizes on the axes {string.Join(", ", Axis)} are known");
            long[] shape = GivenShape(kept, inputShape);
            givenMean = new(Mean, shape);
            givenVariance = new(Variance!, shape);
            return;
        }

        meanVariable = AddVariable("mean", kept, new Zeros(), trainable: false);
        varianceVariable = AddVariable("variance", kept, new Ones(), trainable: false);
        AddVariable("count", [], new Zeros(), trainable: false);
        if (learned is not { } found)
            return;
        meanVariable.Assign(found.Mean);
        varianceVariable.Assign(found.Variance);
    }

    private long[] StatisticShape(IReadOnlyList<long> shape) => SampleAxes.Resolve(this, Axis, shape).Select(at => shape[at - 1]).ToArray();

    /// <summary>The sizes of a batch on the axes, 1 on the others.</summary>
    private long[] BroadcastShape(IReadOnlyList<long> shape) => SampleAxes.BroadcastShape(SampleAxes.Resolve(this, Axis, shape), [1, .. shape]);

    private Tensor Broadcast(Tensor statistic, Tensor input) => statistic.reshape(BroadcastShape(input.shape[1..]));

    /// <summary>The axes that the given numbers lie on: none for one number, all of <see cref="Axis"/>, or the last of them alone.</summary>
    private long[] GivenShape(long[] kept, long[] inputShape)
    {
        long[] spread = BroadcastShape(inputShape);
        if (Mean!.Length == Shape.Size(kept))
            return spread;
        int last = Array.FindLastIndex(spread, size => size != 1);
        return spread.Select((_, at) => Mean.Length > 1 && at == last ? (long)Mean.Length : 1).ToArray();
    }

    /// <summary>For each value of a sample, the position of its mean.</summary>
    private int[] PositionOfEach(long[] shape)
    {
        int[] axes = SampleAxes.Resolve(this, Axis, shape);
        int[] positions = new int[Shape.Size(shape)];
        for (int i = 0; i < positions.Length; i++)
        {
            int rest = i;
            int stride = 1;
            for (int at = shape.Length; at > 0; at--)
            {
                int index = rest % (int)shape[at - 1];
                rest /= (int)shape[at - 1];
                if (!axes.Contains(at))
                    continue;
                positions[i] += index * stride;
                stride *= (int)shape[at - 1];
            }
        }

        return positions;
    }

    /// <summary>Means and biased variances in double precision, in one pass each so that large means lose nothing.</summary>
    private static (float[] Mean, float[] Variance) Moments(DataArray data, int[] positions)
    {
        double[] mean = new double[positions.Max() + 1];
        double[] variance = new double[mean.Length];
        double count = data.Source.Length / (double)mean.Length;
        foreach (ReadOnlyMemory<float> chunk in data.Chunks())
        {
            ReadOnlySpan<float> values = chunk.Span;
            for (int i = 0; i < values.Length; i++)
                mean[positions[i % positions.Length]] += values[i] / count;
        }

        foreach (ReadOnlyMemory<float> chunk in data.Chunks())
        {
            ReadOnlySpan<float> values = chunk.Span;
            for (int i = 0; i < values.Length; i++)
            {
                int at = positions[i % positions.Length];
                double difference = values[i] - mean[at];
                variance[at] += difference * difference / count;
            }
        }

        return (Array.ConvertAll(mean, m => (float)m), Array.ConvertAll(variance, v => (float)v));
    }
}
