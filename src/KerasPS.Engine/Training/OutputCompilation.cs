using KerasPS.Losses;
using KerasPS.Metrics;

namespace KerasPS;

/// <summary>What one output of a model is trained with.</summary>
public sealed class OutputCompilation
{
    internal OutputCompilation(string name, Loss? loss, double? lossWeight, IReadOnlyList<Metric> metrics, IReadOnlyList<Metric> weightedMetrics)
    {
        Name = name;
        Loss = loss;
        LossWeight = lossWeight;
        Metrics = metrics;
        WeightedMetrics = weightedMetrics;
    }

    /// <summary>The output's name.</summary>
    public string Name { get; }

    /// <summary>The loss; null where the output has none.</summary>
    public Loss? Loss { get; }

    /// <summary>What the loss counts in the whole; null, which counts 1, where nothing was given.</summary>
    public double? LossWeight { get; }

    /// <summary>The metrics that ignore sample weights.</summary>
    public IReadOnlyList<Metric> Metrics { get; }

    /// <summary>The metrics that use sample weights.</summary>
    public IReadOnlyList<Metric> WeightedMetrics { get; }

    /// <summary>Whether labels are needed for this output.</summary>
    internal bool NeedsLabels => Loss is not null || Metrics.Count + WeightedMetrics.Count > 0;

    /// <summary>The mean of the output's loss over the epoch, which is reported where several outputs have one.</summary>
    internal RunningMean LossMean { get; } = new();
}
