namespace KerasPS.Schedules;

/// <summary>
/// Decays along half a cosine (Loshchilov and Hutter 2016), after a linear warm-up if given:
/// <c>from · ((1 - alpha) · (1 + cos(π · step / steps)) / 2 + alpha)</c>.
/// </summary>
/// <param name="initialLearningRate">The learning rate of the first step.</param>
/// <param name="decaySteps">The number of steps of the decay, the warm-up not counted.</param>
/// <param name="alpha">The learning rate at the end, as a fraction of that where the decay begins.</param>
/// <param name="warmupTarget">The learning rate at which the warm-up ends and the decay begins; null for no warm-up.</param>
/// <param name="warmupSteps">The number of steps of the warm-up.</param>
public sealed class CosineDecay(
    double initialLearningRate,
    int decaySteps,
    double alpha = 0.0,
    double? warmupTarget = null,
    int warmupSteps = 0) : LearningRateSchedule
{
    /// <summary>The learning rate of the first step.</summary>
    public double InitialLearningRate { get; } = Require.NotNegative(initialLearningRate, nameof(CosineDecay), nameof(initialLearningRate));

    /// <summary>The number of steps of the decay.</summary>
    public int DecaySteps { get; } = Require.Positive(decaySteps, nameof(CosineDecay), nameof(decaySteps));

    /// <summary>The learning rate at the end, as a fraction of that where the decay begins.</summary>
    public double Alpha { get; } = Require.NotNegative(alpha, nameof(CosineDecay), nameof(alpha));

    /// <summary>The learning rate at which the warm-up ends and the decay begins, or null.</summary>
    public double? WarmupTarget { get; } = warmupTarget is { } target ? Require.NotNegative(target, nameof(CosineDecay), nameof(warmupTarget)) : null;

    /// <summary>The number of steps of the warm-up.</summary>
    public int WarmupSteps { get; } = Require.NotNegative(warmupSteps, nameof(CosineDecay), nameof(warmupSteps));

    /// <inheritdoc/>
    public override float Call(long step)
    {
        float initial = (float)InitialLearningRate;
        if (WarmupTarget is not { } target)
            return Decay(initial, step);
        return step < WarmupSteps ? (((float)target - initial) * (step / (float)WarmupSteps)) + initial : Decay((float)target, step - WarmupSteps);
    }

    private float Decay(float from, long step)
    {
        float alpha = (float)Alpha;
        float cosine = 0.5f * (1 + MathF.Cos(MathF.PI * (MathF.Min(step, DecaySteps) / DecaySteps)));
        return from * (((1 - alpha) * cosine) + alpha);
    }
}
