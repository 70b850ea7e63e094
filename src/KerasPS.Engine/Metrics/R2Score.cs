using KerasPS.Losses;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>
/// The coefficient of determination: how much of the labels' variance the outputs explain, 1 for perfect ones and 0 for the labels' mean.
/// For labels and outputs of shape <c>(batch, outputs)</c>. An output whose labels are all the same has the score 0, or NaN where it is right.
/// </summary>
/// <param name="classAggregation">
/// How the scores of several outputs become one number. Keras's null, one number per output, is left out: the logs hold one value per metric.
/// </param>
/// <param name="numRegressors">The number of features for the adjusted score; 0 for the plain one.</param>
public sealed class R2Score(R2ClassAggregation classAggregation = R2ClassAggregation.UniformAverage, int numRegressors = 0) : Metric
{
    private readonly RunningSum sums = new();

    /// <summary>How the scores of several outputs become one number.</summary>
    public R2ClassAggregation ClassAggregation { get; } = classAggregation;

    /// <summary>The number of features for the adjusted score; 0 for the plain one.</summary>
    public int NumRegressors { get; } = Require.NotNegative(numRegressors, nameof(R2Score), nameof(numRegressors));

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override LabelKind? Labels => LabelKind.SameShape;

    internal override IReadOnlyList<SavedTensor?> State { get => [sums.State]; set => sums.State = value[0]; }

    /// <inheritdoc/>
    public override void Reset() => sums.Reset();

    /// <inheritdoc/>
    public override double Result()
    {
        if (sums.Result() is not { } counted || counted[^1] == 0)
            return 0;
        int outputs = counted.Length / 5;
        double[] variations = Enumerable.Range(0, outputs).Select(i => Sum(1, i) - (Sum(0, i) * Sum(0, i) / Sum(3, i))).ToArray();
        double[] scores = variations.Select((variation, i) => 1 - (Sum(2, i) / variation)).Select(score => double.IsInfinity(score) ? 0 : score).ToArray();
        double result = ClassAggregation == R2ClassAggregation.UniformAverage
            ? scores.Average()
            : scores.Zip(variations, (score, weight) => score * weight).Sum() / variations.Sum();
        return (float)Adjusted(result, samples: counted[^1]);

        double Sum(int kind, int output) => counted[(kind * outputs) + output];
    }

    /// <inheritdoc/>
    protected override void Accumulate(Tensor yTrue, Tensor yPred, Tensor? sampleWeight, Tensor? mask)
    {
        (yTrue, yPred) = KerasMath.SameRank(yTrue, yPred);
        if (yTrue.ndim != 2 || yPred.ndim != 2)
        {
            throw new KerasException(
                "ShapeMismatch", $"R2Score needs labels and outputs of shape (batch, outputs), not ({string.Join(", ", yTrue.shape)}) and ({string.Join(", ", yPred.shape)}).");
        }

        Tensor weight = sampleWeight is null
            ? ones([1, 1], yTrue.dtype, yTrue.device)
            : KerasMath.As(SampleWeights.InRankOf(yTrue, sampleWeight), yTrue.dtype);
        weight = weight.expand(yTrue.shape);
        Tensor weighted = yTrue * weight;
        Tensor counts = weight.ne(0).to_type(yTrue.dtype).amax(-1).unsqueeze(-1).expand(yTrue.shape);
        Tensor[] summed = [weighted, weighted * yTrue, (yTrue - yPred).square() * weight, weight, counts];
        sums.Add(stack(Array.ConvertAll(summed, values => values.sum([0], type: ScalarType.Float64))));
    }

    /// <summary>The score that takes account of chance, where there are more samples than features need.</summary>
    private double Adjusted(double score, double samples) => NumRegressors == 0 || NumRegressors >= samples - 1
        ? score
        : 1 - ((1 - score) * (samples - 1) / (samples - NumRegressors - 1));
}
