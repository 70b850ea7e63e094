using KerasPS.Configuration;

namespace KerasPS.Schedules;

/// <summary>What an optimizer is given as its learning rate: a number, or a schedule.</summary>
public readonly struct LearningRate : IValueOrObject
{
    private LearningRate(double value, LearningRateSchedule? schedule)
    {
        Value = value;
        Schedule = schedule;
    }

    /// <summary>The number; 0 where there is a schedule.</summary>
    public double Value { get; }

    /// <summary>The schedule; null where the rate is a number.</summary>
    public LearningRateSchedule? Schedule { get; }

    /// <inheritdoc/>
    public object Given => Schedule is null ? Value : Schedule;

    /// <summary>The same rate for all steps, until it is set to another.</summary>
    /// <param name="value">The rate.</param>
    public static implicit operator LearningRate(double value) => new(value, null);

    /// <summary>A rate that depends on the step.</summary>
    /// <param name="schedule">The schedule.</param>
    public static implicit operator LearningRate(LearningRateSchedule schedule) => new(0, schedule);
}
