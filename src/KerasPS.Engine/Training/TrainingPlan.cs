using KerasPS.Metrics;

namespace KerasPS;

/// <summary>What a fit is going to do, for the checks of callbacks before the first epoch.</summary>
public sealed class TrainingPlan
{
    private readonly IReadOnlyDictionary<string, MetricDirection> directions;

    internal TrainingPlan(
        IReadOnlyDictionary<string, MetricDirection> directions,
        int epochs,
        int initialEpoch,
        int stepsPerEpoch,
        bool hasValidation,
        int validationFrequency,
        IReadOnlyList<int>? validationEpochs = null)
    {
        this.directions = directions;
        Epochs = epochs;
        InitialEpoch = initialEpoch;
        StepsPerEpoch = stepsPerEpoch;
        HasValidation = hasValidation;
        ValidatesEveryEpoch = validationEpochs is null ? validationFrequency == 1 : Enumerable.Range(initialEpoch + 1, Math.Max(0, epochs - initialEpoch)).All(validationEpochs.Contains);
        string[] metrics = directions.Keys.Order(StringComparer.Ordinal).ToArray();
        MetricNames = hasValidation ? [.. metrics, .. metrics.Select(MetricName.OfValidation)] : metrics;
        LogNames = [.. MetricNames, "learning_rate"];
    }

    /// <summary>The number of the last epoch, counted from 1.</summary>
    public int Epochs { get; }

    /// <summary>The 0-based epoch to begin with.</summary>
    public int InitialEpoch { get; }

    /// <summary>The number of batches in an epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Whether there is validation data.</summary>
    public bool HasValidation { get; }

    /// <summary>Whether validation, if there is any, is run after every epoch.</summary>
    public bool ValidatesEveryEpoch { get; }

    /// <summary>The names that can be monitored: the loss and metrics sorted, then their <c>val_</c> names.</summary>
    public IReadOnlyList<string> MetricNames { get; }

    /// <summary>The names of all values that an epoch reports.</summary>
    public IReadOnlyList<string> LogNames { get; }

    /// <summary>Which values of a metric are better.</summary>
    /// <param name="monitor">A metric's name, with or without <c>val_</c>.</param>
    /// <exception cref="KerasException"><c>MonitorNotFound</c>: this fit has no such metric.</exception>
    public MetricDirection DirectionOf(string monitor)
    {
        if (!MetricNames.Contains(monitor, StringComparer.OrdinalIgnoreCase))
        {
            bool lacksValidation = MetricName.Parse(monitor).IsValidation && !HasValidation;
            throw new KerasException(
                "MonitorNotFound",
                $"This training has no metric '{monitor}' to monitor{(lacksValidation ? ", because it has no validation data" : "")}. {NearestName.Hint(monitor, MetricNames)}",
                monitor);
        }

        string bare = MetricName.Parse(monitor).Bare;
        return directions.First(pair => pair.Key.Equals(bare, StringComparison.OrdinalIgnoreCase)).Value;
    }
}
