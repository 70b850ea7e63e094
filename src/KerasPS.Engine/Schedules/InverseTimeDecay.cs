namespace KerasPS.Schedules;

/// <summary>Divides the learning rate by a number that grows linearly: <c>initial / (1 + rate · step / steps)</c>.</summary>
/// <param name="initialLearningRate">The learning rate of the first step.</param>
/// <param name="decaySteps">The number of steps after which the divisor has grown by <paramref name="decayRate"/>.</param>
/// <param name="decayRate">How much the divisor grows.</param>
/// <param name="staircase">Whether the rate changes only every <paramref name="decaySteps"/> steps instead of in each one.</param>
public sealed class InverseTimeDecay(double initialLearningRate, int decaySteps, double decayRate, bool staircase = false) : LearningRateSchedule
{
    /// <summary>The learning rate of the first step.</summary>
    public double InitialLearningRate { get; } = Require.NotNegative(initialLearningRate, nameof(InverseTimeDecay), nameof(initialLearningRate));

    /// <summary>The number of steps after which the divisor has grown by <see cref="DecayRate"/>.</summary>
    public int DecaySteps { get; } = Require.Positive(decaySteps, nameof(InverseTimeDecay), nameof(decaySteps));

    /// <summary>How much the divisor grows.</summary>
    public double DecayRate { get; } = Require.NotNegative(decayRate, nameof(InverseTimeDecay), nameof(decayRate));

    /// <summary>Whether the rate changes only every <see cref="DecaySteps"/> steps.</summary>
    public bool Staircase { get; } = staircase;

    /// <inheritdoc/>
    public override float Call(long step)
    {
        float periods = step / (float)DecaySteps;
        return (float)InitialLearningRate / (1 + ((float)DecayRate * (Staircase ? MathF.Floor(periods) : periods)));
    }
}
