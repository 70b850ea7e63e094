namespace KerasPS.Schedules;

/// <summary>Polynomial decay to an end value: <c>(initial - end) · (1 - step / steps) ^ power + end</c>.</summary>
/// <param name="initialLearningRate">The learning rate of the first step.</param>
/// <param name="decaySteps">The number of steps after which the end value is reached.</param>
/// <param name="endLearningRate">The end value.</param>
/// <param name="power">The exponent: 1 for a straight line.</param>
/// <param name="cycle">Whether the decay starts again and again, each time over the next multiple of <paramref name="decaySteps"/>, instead of staying at the end value.</param>
public sealed class PolynomialDecay(
    double initialLearningRate,
    int decaySteps,
    double endLearningRate = 0.0001,
    double power = 1.0,
    bool cycle = false) : LearningRateSchedule
{
    /// <summary>The learning rate of the first step.</summary>
    public double InitialLearningRate { get; } = Require.NotNegative(initialLearningRate, nameof(PolynomialDecay), nameof(initialLearningRate));

    /// <summary>The number of steps after which the end value is reached.</summary>
    public int DecaySteps { get; } = Require.Positive(decaySteps, nameof(PolynomialDecay), nameof(decaySteps));

    /// <summary>The end value.</summary>
    public double EndLearningRate { get; } = Require.NotNegative(endLearningRate, nameof(PolynomialDecay), nameof(endLearningRate));

    /// <summary>The exponent.</summary>
    public double Power { get; } = Require.NotNegative(power, nameof(PolynomialDecay), nameof(power));

    /// <summary>Whether the decay starts again and again.</summary>
    public bool Cycle { get; } = cycle;

    /// <inheritdoc/>
    public override float Call(long step)
    {
        float steps = DecaySteps * (Cycle ? MathF.Max(1, MathF.Ceiling(step / (float)DecaySteps)) : 1);
        float done = MathF.Min(step, steps) / steps;
        float end = (float)EndLearningRate;
        return (((float)InitialLearningRate - end) * MathF.Pow(1 - done, (float)Power)) + end;
    }
}
