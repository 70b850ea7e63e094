namespace KerasPS.Schedules;

/// <summary>
/// Falls along half a cosine (Loshchilov and Hutter 2016), after a straight rise if wanted:
/// <c>from · ((1 - alpha) · (1 + cos(π · step / steps)) / 2 + alpha)</c>.
/// </summary>
/// <param name="initialLearningRate">The learning rate of the first step.</param>
/// <param name="decaySteps">The number of steps of the fall, the rise not counted.</param>
/// <param name="alpha">The rate at the end as a share of that where the fall begins.</param>
/// <param name="warmupTarget">Where the rise ends and the fall begins; null for no rise, so that the fall begins with the first step.</param>
/// <param name="warmupSteps">The number of steps of the rise.</param>
public sealed class CosineDecay(
    double initialLearningRate,
    int decaySteps,
    double alpha = 0.0,
    double? warmupTarget = null,
    int warmupSteps = 0) : LearningRateSchedule
{
    /// <summary>The learning rate of the first step.</summary>
    public double InitialLearningRate { get; } = Require.NotNegative(initialLearningRate, nameof(CosineDecay), nameof(initialLearningRate));

    /// <summary>The number of steps of the fall.</summary>
    public int DecaySteps { get; } = Require.Positive(decaySteps, nameof(CosineDecay), nameof(decaySteps));

    /// <summary>The rate at the end as a share of that where the fall begins.</summary>
    public double Alpha { get; } = Require.NotNegative(alpha, nameof(CosineDecay), nameof(alpha));

    /// <summary>Where the rise ends and the fall begins, or null.</summary>
    public double? WarmupTarget { get; } = warmupTarget is { } target ? Require.NotNegative(target, nameof(CosineDecay), nameof(warmupTarget)) : null;

    /// <summary>The number of steps of the rise.</summary>
    public int WarmupSteps { get; } = Require.NotNegative(warmupSteps, nameof(CosineDecay), nameof(warmupSteps));

    /// <inheritdoc/>
    public override float Call(long step)
    {
        float initial = (float)InitialLearningRate;
        if (WarmupTarget is not { } target)
            return Fall(initial, step);
        return step < WarmupSteps ? (((float)target - initial) * (step / (float)WarmupSteps)) + initial : Fall((float)target, step - WarmupSteps);
    }

    private float Fall(float from, long step)
    {
        float alpha = (float)Alpha;
        float cosine = 0.5f * (1 + MathF.Cos(MathF.PI * (MathF.Min(step, DecaySteps) / DecaySteps)));
        return from * (((1 - alpha) * cosine) + alpha);
    }
}
