namespace KerasPS.Schedules;

/// <summary>Cosine decay with warm restarts (Loshchilov and Hutter 2016), each from another learning rate and over another number of steps.</summary>
/// <param name="initialLearningRate">The learning rate of the first step.</param>
/// <param name="firstDecaySteps">The number of steps to the first restart.</param>
/// <param name="tMul">The factor of the number of steps from restart to restart, at least 1.</param>
/// <param name="mMul">The factor of the initial learning rate from restart to restart.</param>
/// <param name="alpha">The lowest learning rate as a fraction of the first one.</param>
public sealed class CosineDecayRestarts(
    double initialLearningRate,
    int firstDecaySteps,
    double tMul = 2.0,
    double mMul = 1.0,
    double alpha = 0.0) : LearningRateSchedule
{
    /// <summary>The learning rate of the first step.</summary>
    public double InitialLearningRate { get; } = Require.NotNegative(initialLearningRate, nameof(CosineDecayRestarts), nameof(initialLearningRate));

    /// <summary>The number of steps to the first restart.</summary>
    public int FirstDecaySteps { get; } = Require.Positive(firstDecaySteps, nameof(CosineDecayRestarts), nameof(firstDecaySteps));

    /// <summary>The factor of the number of steps from restart to restart.</summary>
    public double TMul { get; } = Require.NotBelow(1, tMul, nameof(CosineDecayRestarts), nameof(tMul));

    /// <summary>The factor of the initial learning rate from restart to restart.</summary>
    public double MMul { get; } = Require.NotNegative(mMul, nameof(CosineDecayRestarts), nameof(mMul));

    /// <summary>The lowest learning rate as a fraction of the first one.</summary>
    public double Alpha { get; } = Require.NotNegative(alpha, nameof(CosineDecayRestarts), nameof(alpha));

    /// <inheritdoc/>
    public override float Call(long step)
    {
        (float restarts, float done) = Progress(step / (float)FirstDecaySteps);
        float alpha = (float)Alpha;
        float cosine = 0.5f * MathF.Pow((float)MMul, restarts) * (1 + MathF.Cos(MathF.PI * done));
        return (float)InitialLearningRate * (((1 - alpha) * cosine) + alpha);
    }

    /// <summary>The number of restarts so far, and the fraction of the present period that is over.</summary>
    /// <param name="firstPeriods">The steps in units of the first period's.</param>
    private (float Restarts, float Done) Progress(float firstPeriods)
    {
        float factor = (float)TMul;
        if (factor == 1)
            return (MathF.Floor(firstPeriods), firstPeriods - MathF.Floor(firstPeriods));

        // n periods take 1 + factor + ... = (1 - factor^n) / (1 - factor) times the first one's steps.
        float restarts = MathF.Floor(MathF.Log(1 - (firstPeriods * (1 - factor))) / MathF.Log(factor));
        float length = MathF.Pow(factor, restarts);
        return (restarts, (firstPeriods - ((1 - length) / (1 - factor))) / length);
    }
}
