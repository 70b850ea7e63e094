namespace KerasPS.Tests.Callbacks;

/// <summary>Every way in which a training ends: its reason, one OnTrainEnd, and the best weights put back.</summary>
[TestsOf(typeof(History))]
public class StopReasonTests
{
    private static readonly double[] Values = [3, 1, 2, 2, 2, 2];

    private readonly Model model = TinyTraining.Model();
    private readonly List<float[]> weights = [];
    private int ends;
    private int begins;

    internal static CallbackCase[] CallbackCases =>
    [
        new(typeof(History))
        {
            NoState = new()
            {
                ["WeightsFromEpoch"] = "follows from the epochs",
                ["StoppedEpoch"] = "the training has not ended",
                ["StopReason"] = "the training has not ended",
                ["StopMessage"] = "the training has not ended",
            },
            OtherNames = new() { ["rateChanges"] = "learning_rate_changes" },
        },
    ];

    [Fact]
    public void Completed()
    {
        Assert.Equal(4, Fit(4).Count());
        AssertEnded(StopReason.Completed, stoppedEpoch: 0);
    }

    [Fact]
    public void Completed_where_just_all_epochs_are_taken()
    {
        Assert.Equal(4, Fit(4).Take(4).Count());
        AssertEnded(StopReason.Completed, stoppedEpoch: 0);
    }

    [Fact]
    public void Stopped_early()
    {
        Assert.Equal(4, Fit(6, patience: 2).Count());
        AssertEnded(StopReason.EarlyStopping, stoppedEpoch: 4);
    }

    [Fact]
    public void Stopped_by_a_callback()
    {
        Assert.Equal(3, Fit(6, callback: new LambdaCallback { EpochEnd = (epoch, _) => model.StopTraining = epoch == 2 }).Count());
        AssertEnded(StopReason.Callback, stoppedEpoch: 3);
    }

    [Fact]
    public void Stopped_by_whoever_reads_the_epochs()
    {
        foreach (EpochLog log in Fit(6))
            model.StopTraining = log.Epoch == 3;
        AssertEnded(StopReason.Callback, stoppedEpoch: 3);
    }

    [Fact]
    public void Not_a_number()
    {
        TerminateOnNaN terminate = new();
        LambdaCallback poison = new() { TrainBatchEnd = (_, logs) => logs["loss"] = weights.Count == 2 ? double.NaN : 1 };
        Assert.Equal(3, Fit(6, callback: poison, last: terminate).Count());
        AssertEnded(StopReason.NaN, stoppedEpoch: 3);
    }

    [Fact]
    public void Interrupted_in_mid_epoch()
    {
        using CancellationTokenSource source = new();
        LambdaCallback cancel = new()
        {
            TrainBatchEnd = (batch, _) =>
            {
                if (weights.Count == 2 && batch == 1)
                    source.Cancel();
            },
        };
        Assert.Equal(2, Fit(6, callback: cancel, token: source.Token).Count());
        AssertEnded(StopReason.Interrupted, stoppedEpoch: 2);
    }

    [Fact]
    public void Interrupted_in_validation_whose_part_result_is_not_reported()
    {
        using CancellationTokenSource source = new();
        LambdaCallback cancel = new()
        {
            TestBegin = _ =>
            {
                if (weights.Count == 2)
                    source.Cancel();
            },
        };
        Assert.Equal(2, Fit(6, callback: cancel, token: source.Token).Count());
        AssertEnded(StopReason.Interrupted, stoppedEpoch: 2);
    }

    [Fact]
    public void Interrupted_between_epochs()
    {
        using CancellationTokenSource source = new();
        int read = 0;
        foreach (EpochLog log in Fit(6, token: source.Token))
        {
            read = log.Epoch;
            if (read == 3)
                source.Cancel();
        }

        Assert.Equal(3, read);
        Assert.Equal(3, begins);
        AssertEnded(StopReason.Interrupted, stoppedEpoch: 3);
    }

    [Fact]
    public void Interrupted_by_an_exception_that_the_interruption_caused()
    {
        using CancellationTokenSource source = new();
        LambdaCallback cancelled = new()
        {
            EpochEnd = (epoch, _) =>
            {
                if (epoch == 2)
                    source.Cancel();
                source.Token.ThrowIfCancellationRequested();
            },
        };
        Assert.Throws<OperationCanceledException>(() => Fit(6, callback: cancelled, token: source.Token).Count());
        AssertEnded(StopReason.Interrupted, stoppedEpoch: 3);
    }

    [Fact]
    public void Left_early()
    {
        Assert.Equal(3, Fit(6).Take(3).Count());
        AssertEnded(StopReason.PipelineStopped, stoppedEpoch: 3);
    }

    [Fact]
    public void Left_early_by_an_exception_of_the_reader()
    {
        Assert.Throws<InvalidOperationException>(() => Read());
        AssertEnded(StopReason.PipelineStopped, stoppedEpoch: 3);

        void Read()
        {
            foreach (EpochLog log in Fit(6))
            {
                if (log.Epoch == 3)
                    throw new InvalidOperationException("the reader's");
            }
        }
    }

    [Theory]
    [InlineData("epoch_begin")]
    [InlineData("train_batch_end")]
    [InlineData("test_end")]
    [InlineData("epoch_end")]
    public void Error_of_a_callback(string hook)
    {
        NotSupportedException mine = new("mine");
        void Fail(string here)
        {
            if (hook == here && weights.Count == 2)
                throw mine;
        }

        LambdaCallback failing = new()
        {
            EpochBegin = (_, _) => Fail("epoch_begin"),
            TrainBatchEnd = (_, _) => Fail("train_batch_end"),
            TestEnd = _ => Fail("test_end"),
            EpochEnd = (_, _) => Fail("epoch_end"),
        };
        Assert.Same(mine, Assert.Throws<NotSupportedException>(() => Fit(6, callback: failing).Count()));
        AssertEnded(StopReason.Error, stoppedEpoch: hook == "epoch_end" ? 3 : 2);
    }

    [Fact]
    public void An_error_in_train_begin_ends_what_was_begun()
    {
        List<string> ended = [];
        LambdaCallback begun = new() { TrainEnd = _ => ended.Add("begun") };
        LambdaCallback failing = new() { TrainBegin = _ => throw new NotSupportedException("mine"), TrainEnd = _ => ended.Add("failing") };
        LambdaCallback notBegun = new() { TrainEnd = _ => ended.Add("not begun") };
        Assert.Throws<NotSupportedException>(() => model.Fit(TinyTraining.Data, TinyTraining.Options(6, begun, failing, notBegun)).Count());
        Assert.Equal(["begun", "failing"], ended);
        Assert.Equal(StopReason.Error, model.History!.StopReason);
    }

    [Fact]
    public void An_error_in_train_end_reaches_the_caller_after_all_callbacks_had_theirs()
    {
        RecordingOutput output = new();
        LambdaCallback first = new() { TrainEnd = _ => throw new NotSupportedException("first") };
        LambdaCallback second = new() { TrainEnd = _ => throw new NotSupportedException("second") };
        Assert.Equal("first", Assert.Throws<NotSupportedException>(() => Fit(3, callback: first, last: second, output: output).Count()).Message);
        Assert.Contains("second", Assert.Single(output.Warnings));
        Assert.Equal(1, ends);
        Assert.Equal(weights[1], model.Weights());
    }

    [Fact]
    public void An_error_in_train_end_does_not_hide_the_first_one()
    {
        RecordingOutput output = new();
        LambdaCallback failing = new() { EpochBegin = (_, _) => throw new NotSupportedException("mine"), TrainEnd = _ => throw new InvalidOperationException("later") };
        Assert.Throws<NotSupportedException>(() => Fit(3, callback: failing, output: output).Count());
        Assert.Contains("later", Assert.Single(output.Warnings));
        Assert.Equal(1, ends);
    }

    [Fact]
    public void The_first_reason_counts()
    {
        LambdaCallback stopper = new() { EpochEnd = (epoch, _) => model.StopTraining |= epoch == 3 };
        Assert.Equal(4, Fit(6, callback: stopper, patience: 2).Count());
        AssertEnded(StopReason.Callback, stoppedEpoch: 4);
        Assert.Equal("", model.History!.StopMessage);
    }

    [Fact]
    public void A_NaN_is_no_best_epoch_of_the_history()
    {
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(3, TinyTraining.Script("val_loss", 2, 1, double.NaN))).Count();
        Assert.Equal(2, model.History!.BestEpoch);
    }

    private IEnumerable<EpochLog> Fit(
        int epochs,
        Callback? callback = null,
        Callback? last = null,
        int patience = 50,
        CancellationToken token = default,
        RecordingOutput? output = null)
    {
        LambdaCallback counter = new()
        {
            EpochBegin = (_, _) => begins++,
            EpochEnd = (_, _) => weights.Add(model.Weights()),
            TrainEnd = _ => ends++,
        };
        Callback[] all = [TinyTraining.Script("val_loss", Values), callback ?? new LambdaCallback(), counter, new EarlyStopping(patience: patience, restoreBestWeights: true), last ?? new LambdaCallback()];
        return model.Fit(TinyTraining.Data, TinyTraining.Options(epochs, all) with { CancellationToken = token, Output = output ?? new RecordingOutput() });
    }

    /// <summary>The second epoch has the best value in <see cref="Values"/>.</summary>
    private void AssertEnded(StopReason reason, int stoppedEpoch)
    {
        History history = model.History!;
        Assert.Equal((reason, stoppedEpoch, 1), (history.StopReason, history.StoppedEpoch, ends));
        Assert.Equal((2, 2), (history.BestEpoch, history.WeightsFromEpoch));
        Assert.NotEqual(weights[0], weights[1]);
        Assert.Equal(weights[1], model.Weights());
    }
}
