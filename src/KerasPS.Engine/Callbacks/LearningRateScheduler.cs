using System.Globalization;

namespace KerasPS;

/// <summary>Sets the learning rate before each epoch to the result of a function.</summary>
/// <remarks>
/// The rate that an epoch was trained with is in its logs as <c>learning_rate</c>, with or without this callback. What the
/// function returns is set as it is: a callback that has reduced the rate is overruled unless the function derives the new rate from the current one.
/// </remarks>
/// <param name="schedule">From the 0-based epoch and the current learning rate, the new one: a finite number, 0 or above.</param>
public sealed class LearningRateScheduler(Func<int, double, double> schedule) : Callback
{
    /// <summary>From the 0-based epoch and the current learning rate, the new one.</summary>
    public Func<int, double, double> Schedule { get; } = schedule;

    /// <inheritdoc/>
    /// <exception cref="KerasException"><c>ScheduledLearningRate</c>: the optimizer's learning rate follows a schedule.</exception>
    public override void Validate(TrainingPlan plan) => Model.RequireSettableLearningRate();

    /// <inheritdoc/>
    /// <exception cref="KerasException"><c>InvalidLearningRate</c>: the function's result is negative, infinite or NaN.</exception>
    public override void OnEpochBegin(int epoch, Logs logs)
    {
        double rate = Schedule(epoch, Model.LearningRate);
        if (!double.IsFinite(rate) || rate < 0)
        {
            throw new KerasException(
                "InvalidLearningRate",
                string.Create(CultureInfo.InvariantCulture, $"LearningRateScheduler: the schedule returned {rate} for epoch {epoch} (counted from 0); a learning rate is a finite number, 0 or above."),
                rate);
        }

        Model.LearningRate = rate;
    }
}
