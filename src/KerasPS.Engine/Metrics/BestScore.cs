namespace KerasPS.Metrics;

/// <summary>The best value of a metric so far, and its epoch.</summary>
internal sealed class BestScore
{
    /// <summary>The best value; null before any.</summary>
    public double? Value { get; set; }

    /// <summary>The epoch, from 1, of the best value; 0 before any, and if the value is of an earlier training.</summary>
    public int Epoch { get; set; }

    /// <summary>Whether a value is better than another by more than a difference. A NaN is no improvement on anything, and any number is one on a NaN.</summary>
    /// <param name="value">The new value.</param>
    /// <param name="reference">The value to beat; null where there is none yet.</param>
    /// <param name="direction">Which values are better; with <see cref="MetricDirection.None"/> none is.</param>
    /// <param name="minDelta">The difference, 0 or above.</param>
    public static bool IsImprovement(double value, double? reference, MetricDirection direction, double minDelta = 0)
    {
        if (double.IsNaN(value) || direction == MetricDirection.None)
            return false;
        if (reference is not { } best || double.IsNaN(best))
            return true;
        return direction == MetricDirection.Up ? value - minDelta > best : value + minDelta < best;
    }

    /// <summary>Keeps the value of an epoch if it is an improvement.</summary>
    /// <returns>Whether it is one.</returns>
    public bool Add(int epoch, double value, MetricDirection direction, double minDelta = 0)
    {
        if (!IsImprovement(value, Value, direction, minDelta))
            return false;
        (Value, Epoch) = (value, epoch);
        return true;
    }

    /// <summary>Forgets the value.</summary>
    public void Reset() => (Value, Epoch) = (null, 0);
}
