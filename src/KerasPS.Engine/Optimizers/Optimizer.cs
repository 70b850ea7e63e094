using KerasPS.Configuration;
using KerasPS.Schedules;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>The base of optimizers, which change a model's trained variables a little after each batch.</summary>
public abstract class Optimizer : KerasObject
{
    /// <summary>The step size of the next step, in single precision as in Keras. Callbacks may set it, unless there is a <see cref="Schedule"/>.</summary>
    /// <exception cref="KerasException"><c>ScheduledLearningRate</c>: it is set although a schedule says what it is.</exception>
    public abstract double LearningRate { get; set; }

    /// <summary>The schedule that the learning rate follows; null where the rate is a number.</summary>
    public abstract LearningRateSchedule? Schedule { get; }

    /// <summary>The number of times that the variables were changed: batches, or groups of them where gradients are accumulated.</summary>
    public abstract long Iterations { get; }

    /// <summary>The optimizer that changes the variables: this one, or the one within it.</summary>
    internal abstract RuleOptimizer Rule { get; }

    /// <summary>The optimizer of that name.</summary>
    /// <param name="name">A Keras name such as <c>adam</c>.</param>
    public static implicit operator Optimizer(string name) => KerasRegistry.Resolve<Optimizer>(name);

    /// <summary>The whole state but the number of steps, in Keras's order.</summary>
    internal abstract IEnumerable<OptimizerSlot> State();

    /// <summary>
    /// Begins to train these parameters. A variable that was trained before keeps its state, on whatever device the parameters
    /// are now; the others begin anew.
    /// </summary>
    internal abstract void Attach(FlatParameters flat);

    /// <summary>The loss to compute gradients of: larger where small gradients would vanish; <see cref="Apply"/> undoes that.</summary>
    internal abstract Tensor ScaleLoss(Tensor loss);

    /// <summary>Makes one step with the gradients that the backward pass left, within a scope and without gradients of its own.</summary>
    internal abstract void Apply();

    /// <summary>Gives the variables the values that they are to have after a training.</summary>
    internal void FinalizeVariables() => Rule.TakeAverage();

    /// <summary>Refuses to have the learning rate set where a schedule says what it is.</summary>
    internal void RequireSettableLearningRate()
    {
        if (Schedule is { } schedule)
        {
            throw new KerasException(
                "ScheduledLearningRate",
                KerasErrorKind.InvalidOperation,
                $"The learning rate of the optimizer {ClassName} follows the schedule {schedule.ClassName}, so it cannot be set. Give the optimizer a number as its learning rate, or leave out what sets it, e.g. the callback.",
                schedule);
        }
    }

    /// <inheritdoc/>
    internal override object? ValueOf(ObjectArgument argument) =>
        argument.Property.Name == nameof(LearningRate) && Schedule is { } schedule ? schedule : base.ValueOf(argument);
}
