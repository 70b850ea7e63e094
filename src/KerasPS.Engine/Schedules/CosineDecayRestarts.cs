namespace KerasPS.Schedules;

/// <summary>Falls along half a cosine again and again (Loshchilov and Hutter 2016), each time from another height and over another number of steps.</summary>
/// <param name="initialLearningRate">The learning rate of the first step.</param>
/// <param name="firstDecaySteps">The number of steps of the first fall.</param>
/// <param name="tMul">How many times as long each fall is as the one before, at least 1.</param>
/// <param name="mMul">How many times as high each fall begins as the one before.</param>
/// <param name="alpha">The lowest rate as a share of the first one.</param>
public sealed class CosineDecayRestarts(
    double initialLearningRate,
    int firstDecaySteps,
    double tMul = 2.0,
    double mMul = 1.0,
    double alpha = 0.0) : LearningRateSchedule
{
    /// <summary>The learning rate of the first step.</summary>
    public double InitialLearningRate { get; } = Require.NotNegative(initialLearningRate, nameof(CosineDecayRestarts), nameof(initialLearningRate));

    /// <summary>The number of steps of the first fall.</summary>
    public int FirstDecaySteps { get; } = Require.Positive(firstDecaySteps, nameof(CosineDecayRestarts), nameof(firstDecaySteps));

    /// <summary>How many times as long each fall is as the one before.</summary>
    public double TMul { get; } = Require.NotBelow(1, tMul, nameof(CosineDecayRestarts), nameof(tMul));

    /// <summary>How many times as high each fall begins as the one before.</summary>
    public double MMul { get; } = Require.NotNegative(mMul, nameof(CosineDecayRestarts), nameof(mMul));

    /// <summary>The lowest rate as a share of the first one.</summary>
    public double Alpha { get; } = Require.NotNegative(alpha, nameof(CosineDecayRestarts), nameof(alpha));

    /// <inheritdoc/>
    public override float Call(long step)
    {
        (float restarts, float done) = Progress(step / (float)FirstDecaySteps);
        float alpha = (float)Alpha;
        float cosine = 0.5f * MathF.Pow((float)MMul, restarts) * (1 + MathF.Cos(MathF.PI * done));
        return (float)InitialLearningRate * (((1 - alpha) * cosine) + alpha);
    }

    /// <summary>The number of falls that are over, and how much of the present one is.</summary>
    /// <param name="firstFalls">The steps in units of the first fall's.</param>
    private (float Restarts, float Done) Progress(float firstFalls)
    {
        float factor = (float)TMul;
        if (factor == 1)
            return (MathF.Floor(firstFalls), firstFalls - MathF.Floor(firstFalls));

        // n falls take 1 + factor + ... = (1 - factor^n) / (1 - factor) times the first one's steps.
        float restarts = MathF.Floor(MathF.Log(1 - (firstFalls * (1 - factor))) / MathF.Log(factor));
        float length = MathF.Pow(factor, restarts);
        return (restarts, (firstFalls - ((1 - length) / (1 - factor))) / length);
    }
}
