namespace KerasPS.Tests.Callbacks;

/// <summary>With a clock that only batches and validation move on: three batches an epoch.</summary>
[TestsOf(typeof(TimeLimit))]
public class TimeLimitTests
{
    private readonly Model model = TinyTraining.Model();
    private readonly ManualClock clock = new();

    internal static CallbackCase[] CallbackCases =>
    [
        new(typeof(TimeLimit), _ => new TimeLimit(TimeSpan.FromHours(1)))
        {
            NoState = new()
            {
                ["began"] = "a training that goes on has the whole limit again",
                ["epochBegan"] = "a time on this process's clock",
                ["batchEnded"] = "a time on this process's clock",
                ["longestBatch"] = "begins anew with each epoch",
            },
        },
    ];

    /// <summary>Epochs of 7 s: after four there are 2 s left.</summary>
    [Fact]
    public void Ends_before_an_epoch_that_would_last_too_long()
    {
        Assert.Equal(4, Fit(new TimeLimit(TimeSpan.FromSeconds(30)) { Clock = clock }, batch: _ => 2, validation: 1));
        History history = model.History!;
        Assert.Equal((StopReason.TimeLimit, 4), (history.StopReason, history.StoppedEpoch));
        Assert.Equal("The time limit of 00:00:30 leaves 2.0 s, but another epoch is expected to take 7.0 s.", history.StopMessage);
        Assert.Equal(28, clock.Seconds);
    }

    [Fact]
    public void Trains_all_epochs_that_there_is_time_for()
    {
        Assert.Equal(9, Fit(new TimeLimit(TimeSpan.FromSeconds(63)) { Clock = clock }, batch: _ => 2, validation: 1));
        Assert.Equal(StopReason.Completed, model.History!.StopReason);
    }

    /// <summary>The first epoch, of 61 s, is not what others are expected to last.</summary>
    [Fact]
    public void The_first_epoch_does_not_count_once_there_are_others()
    {
        Assert.Equal(6, Fit(new TimeLimit(TimeSpan.FromSeconds(127)) { Clock = clock }, batch: epoch => epoch == 0 ? 20 : 4, validation: 1));
        Assert.Equal(126, clock.Seconds);
    }

    /// <summary>The third epoch's batches last 10 s instead of 1 s: its second batch and the validation would be too much.</summary>
    [Fact]
    public void Ends_within_an_epoch_that_lasts_longer_than_expected()
    {
        Assert.Equal(3, Fit(new TimeLimit(TimeSpan.FromSeconds(20)) { Clock = clock }, batch: epoch => epoch == 2 ? 10 : 1, validation: 1));
        Assert.Equal(8 + 10 + 1, clock.Seconds);
        Assert.Contains("another batch is expected to take 11.0 s", model.History!.StopMessage);
    }

    [Fact]
    public void Ends_within_the_first_epoch_too()
    {
        Assert.Equal(1, Fit(new TimeLimit(TimeSpan.FromSeconds(5)) { Clock = clock }, batch: _ => 2, validation: 0));
        Assert.Equal(4, clock.Seconds);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Refuses_no_time_at_all(int seconds) =>
        Assert.StartsWith("TimeLimit: limit must be above 0", Assert.Throws<KerasException>(() => new TimeLimit(TimeSpan.FromSeconds(seconds))).Message);

    private int Fit(TimeLimit limit, Func<int, double> batch, double validation)
    {
        int epoch = 0;
        LambdaCallback work = new()
        {
            EpochBegin = (number, _) => epoch = number,
            TrainBatchEnd = (_, _) => clock.Seconds += batch(epoch),
            TestEnd = _ => clock.Seconds += validation,
        };
        return model.Fit(TinyTraining.Data, TinyTraining.Options(9, work, limit)).Count();
    }
}
