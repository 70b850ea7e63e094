using KerasPS.Schedules;

namespace KerasPS.Tests.Schedules;

/// <summary>What the numbers of Keras in the golden tests do not reach.</summary>
public class ScheduleTests
{
    internal static ArgumentSample[] ArgumentSamples =>
    [
        new(typeof(CosineDecayRestarts), "t_mul", 1.5),
        new(typeof(PiecewiseConstantDecay), "boundaries", new object[] { 5 }),
    ];

    [Fact]
    public void Inverse_time_decay_can_go_in_stairs()
    {
        InverseTimeDecay schedule = new(1, 4, 0.5, staircase: true);
        Assert.Equal([1f, 1f, 1 / 1.5f, 1 / 1.5f, 0.5f], new long[] { 0, 3, 4, 7, 8 }.Select(schedule.Call));
    }

    [Fact]
    public void A_rise_of_no_steps_begins_at_its_target()
    {
        CosineDecay schedule = new(0.1, 10, warmupTarget: 1);
        Assert.Equal([1f, 0.5f, 0f], new long[] { 0, 5, 10 }.Select(schedule.Call).Select(rate => MathF.Round(rate, 6)));
    }

    /// <summary>Falls of 2, 6 and 18 steps from 1, 1/2 and 1/4, down to a tenth.</summary>
    [Fact]
    public void Restarts_grow_longer_and_lower()
    {
        CosineDecayRestarts schedule = new(1, 2, tMul: 3, mMul: 0.5, alpha: 0.1);
        float[] rates = new long[] { 0, 1, 2, 5, 8, 17 }.Select(schedule.Call).ToArray();
        Goldens.Golden.AssertClose([1, 0.55f, 0.55f, 0.325f, 0.325f, 0.2125f], rates, 1e-6, "rates");
    }

    [Fact]
    public void The_last_value_holds_after_the_last_boundary()
    {
        PiecewiseConstantDecay schedule = new([2, 4], [3, 2, 1]);
        Assert.Equal([3f, 3f, 2f, 2f, 1f, 1f], new long[] { 0, 2, 3, 4, 5, 1000 }.Select(schedule.Call));
    }

    [Fact]
    public void What_is_no_schedule_is_refused()
    {
        ThrowsError("InvalidValue", () => new ExponentialDecay(0.1, 0, 0.5), "ExponentialDecay: decay_steps must be above 0, not 0.");
        ThrowsError("InvalidValue", () => new InverseTimeDecay(0.1, -1, 0.5), "InverseTimeDecay: decay_steps");
        ThrowsError("InvalidValue", () => new PolynomialDecay(0.1, 0), "PolynomialDecay: decay_steps");
        ThrowsError("InvalidValue", () => new CosineDecay(0.1, 0), "CosineDecay: decay_steps");
        ThrowsError("InvalidValue", () => new CosineDecay(-0.1, 1), "CosineDecay: initial_learning_rate must be 0 or above, not -0.1.");
        ThrowsError("InvalidValue", () => new CosineDecayRestarts(0.1, 0), "CosineDecayRestarts: first_decay_steps");
        ThrowsError("InvalidValue", () => new CosineDecayRestarts(0.1, 1, tMul: 0.5), "CosineDecayRestarts: t_mul must be 1 or above, not 0.5.");
        ThrowsError("InvalidValue", () => new PiecewiseConstantDecay([1], [1]), "1 values and 1 boundaries");
        ThrowsError("InvalidValue", () => new PiecewiseConstantDecay([2, 2], [3, 2, 1]), "boundaries must be in ascending order, not 2, 2.");
        ThrowsError("InvalidValue", () => new PiecewiseConstantDecay([1], [1, -1]), "values must be 0 or above");
        ThrowsError("UnknownName", () => KerasRegistry.Find(typeof(LearningRateSchedule), "cosine_decoy"), "no learning rate schedule 'cosine_decoy'", "'cosine_decay'");
    }
}
