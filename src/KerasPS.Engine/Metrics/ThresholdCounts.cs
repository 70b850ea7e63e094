using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>
/// The weight of outputs between neighbouring thresholds, of those labelled 1 and of those labelled 0, kept on the device. All
/// confusion counts at all thresholds follow from it.
/// </summary>
/// <param name="thresholds">From the smallest to the largest; an output is a positive prediction at those that it exceeds.</param>
internal sealed class ThresholdCounts(double[] thresholds)
{
    private readonly RunningSum weights = new();
    private readonly DeviceConstant boundaries = new(thresholds);
    private readonly bool areEven = AreEvenlySpaced(thresholds);
    private long labels = 1;

    /// <summary>The weights between the thresholds.</summary>
    public SavedTensor? State
    {
        get => weights.State;
        set
        {
            weights.State = value;
            labels = value is null ? 1 : value.Shape[0] / (2 * (thresholds.Length + 1));
        }
    }

    public void Reset() => weights.Reset();

    /// <summary>Accumulates a batch.</summary>
    /// <param name="yTrue">The labels; all but 0 are positive.</param>
    /// <param name="yPred">The outputs, of the labels' shape.</param>
    /// <param name="weight">A weight for each output, of the same shape or one that can be broadcast to it; or null.</param>
    /// <param name="isPerLabel">Whether each column is counted alone.</param>
    public void Add(Tensor yTrue, Tensor yPred, Tensor? weight, bool isPerLabel = false)
    {
        Tensor place = yTrue.ne(0) * (thresholds.Length + 1L) + Exceeded(yPred);
        if (isPerLabel)
        {
            labels = yPred.size(-1);
            place = place * labels + arange(0, labels, 1, device: yPred.device);
        }

        weights.AddAt(place, weight, 2 * (thresholds.Length + 1) * labels);
    }

    /// <summary>The counts at each threshold, for each label that is counted alone; waits for the device.</summary>
    public ConfusionCounts[][] Result()
    {
        int places = thresholds.Length + 1;
        double[] counted = weights.Result() ?? new double[2 * places * labels];
        return Enumerable.Range(0, (int)labels).Select(label => AtThresholds(no: Column(0, label), yes: Column(places, label))).ToArray();

        double[] Column(int first, int label) => Enumerable.Range(first, places).Select(place => counted[(place * labels) + label]).ToArray();
    }

    private ConfusionCounts[] AtThresholds(double[] no, double[] yes) => Enumerable.Range(1, thresholds.Length).Select(i => new ConfusionCounts(
        TruePositives: yes[i..].Sum(),
        FalsePositives: no[i..].Sum(),
        TrueNegatives: no[..i].Sum(),
        FalseNegatives: yes[..i].Sum())).ToArray();

    /// <summary>How many thresholds each output exceeds.</summary>
    private Tensor Exceeded(Tensor yPred)
    {
        if (thresholds.Length == 1)
            return yPred.gt(thresholds[0]).to_type(ScalarType.Int64);
        if (!areEven)
            return yPred.bucketize(boundaries.Like(yPred));

        // As Keras rounds it, so that outputs that equal a threshold are on the same side. A NaN must not become a place out of range.
        long last = thresholds.Length - 1;
        Tensor exceeded = (yPred.clamp(0, 1) * last).ceil().to_type(ScalarType.Int64);
        return exceeded.clamp(thresholds[0] < 0 ? 1 : 0, last);
    }

    private static bool AreEvenlySpaced(double[] thresholds)
    {
        double last = thresholds.Length - 1;
        return last >= 2 && thresholds.Select((threshold, i) => IsClose(threshold, i / last)).All(isClose => isClose);

        static bool IsClose(double threshold, double even) => Math.Abs(threshold - even) <= KerasMath.Epsilon + (1e-5 * even);
    }
}
