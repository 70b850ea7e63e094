using KerasPS.Configuration;

namespace KerasPS.Schedules;

/// <summary>
/// Linear warm-up: the learning rate, a number or another schedule's, times
/// <c>start + (1 - start) · step / steps</c> until so many steps are made.
/// </summary>
/// <remarks>
/// Keras warms up only within CosineDecay, whose decay then begins after the warm-up; here the schedule beneath counts all steps. Keras has no such
/// class, so that it cannot load a model that is compiled with it.
/// </remarks>
/// <param name="learningRate">The learning rate after the warm-up: a number, or a schedule.</param>
/// <param name="warmupSteps">The number of steps of the warm-up.</param>
/// <param name="startFactor">The fraction of the learning rate that the first step has, from 0 to 1.</param>
/// <example>
/// <code>
/// New-WarmUpSchedule 0.001 500
/// </code>
/// From 0 to 0.001 within 500 steps, and 0.001 from then on.
/// </example>
/// <example>
/// <code>
/// $schedule = New-WarmUpSchedule (New-CosineDecaySchedule 0.001 10000) 500 -StartFactor 0.1
/// Initialize-Model (New-SequentialModel (New-DenseLayer 1) -InputShape 8) -Optimizer (New-AdamOptimizer $schedule) -Loss mse
/// </code>
/// A cosine decay whose first 500 steps begin at a tenth.
/// </example>
public sealed class WarmUp(LearningRate learningRate, int warmupSteps, double startFactor = 0.0) : LearningRateSchedule
{
    private readonly float rate = (float)Require.NotNegative(learningRate.Value, nameof(WarmUp), nameof(learningRate));

    /// <summary>The learning rate after the warm-up.</summary>
    public LearningRate LearningRate { get; } = learningRate;

    /// <summary>The number of steps of the warm-up.</summary>
    public int WarmupSteps { get; } = Require.Positive(warmupSteps, nameof(WarmUp), nameof(warmupSteps));

    /// <summary>The fraction of the learning rate that the first step has.</summary>
    public double StartFactor { get; } = Require.Fraction(startFactor, nameof(WarmUp), nameof(startFactor));

    /// <inheritdoc/>
    public override float Call(long step)
    {
        float full = LearningRate.Schedule?.Call(step) ?? rate;
        float start = (float)StartFactor;
        return step >= WarmupSteps ? full : full * (start + ((1 - start) * step / WarmupSteps));
    }

    /// <inheritdoc/>
    internal override object? ValueOf(ObjectArgument argument) =>
        argument.Property.Name == nameof(LearningRate) ? LearningRate.Given : base.ValueOf(argument);
}
