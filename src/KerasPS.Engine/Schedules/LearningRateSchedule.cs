using KerasPS.Configuration;

namespace KerasPS.Schedules;

/// <summary>A learning rate that depends on the number of batches trained; an optimizer takes it as its learning rate.</summary>
public abstract class LearningRateSchedule : KerasObject
{
    /// <summary>The learning rate of a step, computed in single precision as in Keras.</summary>
    /// <param name="step">The number of batches trained before it, from 0, each one counted also where the optimizer accumulates gradients.</param>
    public abstract float Call(long step);
}
