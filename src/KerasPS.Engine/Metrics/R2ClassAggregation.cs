namespace KerasPS.Metrics;

/// <summary>How the scores of several outputs become one number.</summary>
public enum R2ClassAggregation
{
    /// <summary>Their mean.</summary>
    UniformAverage,

    /// <summary>Their mean, weighted by how much each output's labels vary.</summary>
    VarianceWeightedAverage,
}
