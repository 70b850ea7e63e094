namespace KerasPS.Schedules;

/// <summary>Multiplies the learning rate by the same factor every so many steps: <c>initial · rate ^ (step / steps)</c>.</summary>
/// <param name="initialLearningRate">The learning rate of the first step.</param>
/// <param name="decaySteps">The number of steps that one factor takes.</param>
/// <param name="decayRate">The factor.</param>
/// <param name="staircase">Whether the rate changes only every <paramref name="decaySteps"/> steps instead of in each one.</param>
public sealed class ExponentialDecay(double initialLearningRate, int decaySteps, double decayRate, bool staircase = false) : LearningRateSchedule
{
    /// <summary>The learning rate of the first step.</summary>
    public double InitialLearningRate { get; } = Require.NotNegative(initialLearningRate, nameof(ExponentialDecay), nameof(initialLearningRate));

    /// <summary>The number of steps that one factor takes.</summary>
    public int DecaySteps { get; } = Require.Positive(decaySteps, nameof(ExponentialDecay), nameof(decaySteps));

    /// <summary>The factor.</summary>
    public double DecayRate { get; } = Require.NotNegative(decayRate, nameof(ExponentialDecay), nameof(decayRate));

    /// <summary>Whether the rate changes only every <see cref="DecaySteps"/> steps.</summary>
    public bool Staircase { get; } = staircase;

    /// <inheritdoc/>
    public override float Call(long step)
    {
        float periods = step / (float)DecaySteps;
        return (float)InitialLearningRate * MathF.Pow((float)DecayRate, Staircase ? MathF.Floor(periods) : periods);
    }
}
