using KerasPS.Configuration;
using KerasPS.Schedules;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>The base of optimizers, which update a model's trained variables after each batch.</summary>
public abstract class Optimizer : KerasObject
{
    /// <summary>The step size of the next step, in single precision as in Keras. Callbacks may set it, unless there is a <see cref="Schedule"/>.</summary>
    /// <exception cref="KerasException"><c>ScheduledLearningRate</c>: it is set although a schedule controls it.</exception>
    public abstract double LearningRate { get; set; }

    /// <summary>The schedule that the learning rate follows; null where the rate is a number.</summary>
    public abstract LearningRateSchedule? Schedule { get; }

    /// <summary>The factor on the <see cref="Schedule"/>'s learning rate: 1 until e.g. ReduceLROnPlateau lowers it. Without a schedule it is not used.</summary>
    public abstract double LearningRateFactor { get; internal set; }

    /// <summary>The number of times that the variables were updated: the number of batches, divided by the accumulation steps where gradients are accumulated.</summary>
    public abstract long Iterations { get; }

    /// <summary>The optimizer that updates the variables: this one, or the inner one of a wrapper.</summary>
    internal abstract GradientOptimizer Innermost { get; }

    /// <summary>The optimizer of that name.</summary>
    /// <param name="name">A Keras name such as <c>adam</c>.</param>
    public static implicit operator Optimizer(string name) => KerasRegistry.Resolve<Optimizer>(name);

    /// <summary>The whole state but the number of steps, in Keras's order.</summary>
    internal abstract IEnumerable<OptimizerSlot> State();

    /// <summary>Throws if arguments contradict each other.</summary>
    internal virtual void Validate()
    {
    }

    /// <summary>
    /// Begins to train these parameters (Keras's build). A variable that was trained before keeps its state, on whatever device the parameters
    /// are now; the others start afresh.
    /// </summary>
    internal abstract void Attach(FlatParameters flat);

    /// <summary>The loss multiplied by <see cref="LossScale"/>; <see cref="Apply"/> divides the gradients by it.</summary>
    internal Tensor ScaleLoss(Tensor loss) => LossScale is 1 ? loss : loss * LossScale;

    /// <summary>The loss scale of the next step, by which the loss and with it the gradients are multiplied.</summary>
    internal abstract double LossScale { get; }

    /// <summary>Makes one step with the gradients of the last backward pass; to be called within a dispose scope and <c>no_grad</c>.</summary>
    internal abstract void Apply();

    /// <summary>Sets the variables to their final values after a training: the moving average, if one is kept (Keras's finalize_variable_values).</summary>
    internal void FinalizeVariables() => Innermost.Average?.OverwriteWeights();

    /// <summary>Multiplies the learning rate or, with a schedule, <see cref="LearningRateFactor"/>.</summary>
    /// <param name="factor">From 0 to 1.</param>
    /// <param name="least">The lower bound of the next step's learning rate.</param>
    internal void ReduceLearningRate(double factor, double least)
    {
        double rate = LearningRate;
        double reduced = Math.Max(rate * factor, least);
        if (Schedule is null)
            LearningRate = reduced;
        else if (rate > 0)
            LearningRateFactor *= reduced / rate;
    }

    /// <summary>Throws <c>ScheduledLearningRate</c> if a schedule controls the learning rate.</summary>
    internal void RequireSettableLearningRate()
    {
        if (Schedule is { } schedule)
        {
            throw new KerasException(
                "ScheduledLearningRate",
                $"The learning rate of the optimizer {ClassName} follows the schedule {schedule.ClassName}, so it cannot be set. Give the optimizer a number as its learning rate, or leave out what sets it, e.g. the callback.",
                schedule);
        }
    }

    /// <inheritdoc/>
    internal override object? ValueOf(ObjectArgument argument) =>
        argument.Property.Name == nameof(LearningRate) && Schedule is { } schedule ? schedule : base.ValueOf(argument);
}
