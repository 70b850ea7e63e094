namespace KerasPS.Schedules;

/// <summary>One learning rate for each part of the training: the first value up to and including the first boundary, and so on.</summary>
/// <example>
/// <code>
/// New-PiecewiseConstantDecaySchedule 1000, 5000 0.1, 0.01, 0.001
/// </code>
/// 0.1 up to step 1000, 0.01 up to step 5000, then 0.001.
/// </example>
/// <example>
/// <code>
/// New-SGDOptimizer -LearningRate (New-PiecewiseConstantDecaySchedule 1000 0.1, 0.01)
/// </code>
/// An optimizer whose learning rate follows it.
/// </example>
public sealed class PiecewiseConstantDecay : LearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="boundaries">The last step of each part but the last one, in ascending order; steps count from 0.</param>
    /// <param name="values">The learning rates, one more than there are boundaries.</param>
    public PiecewiseConstantDecay(long[] boundaries, double[] values)
    {
        Boundaries = Require.Ascending(boundaries, nameof(PiecewiseConstantDecay), nameof(boundaries));
        Values = Array.ConvertAll(values, value => Require.NotNegative(value, nameof(PiecewiseConstantDecay), nameof(values)));
        if (values.Length != boundaries.Length + 1)
        {
            throw KerasException.InvalidValue(
                nameof(PiecewiseConstantDecay), $"values must have one entry more than boundaries, but there are {values.Length} values and {boundaries.Length} boundaries.", this);
        }
    }

    /// <summary>The last step of each part but the last one.</summary>
    public long[] Boundaries { get; }

    /// <summary>The learning rates.</summary>
    public double[] Values { get; }

    /// <inheritdoc/>
    public override float Call(long step) => (float)Values[Boundaries.Count(boundary => boundary < step)];
}
