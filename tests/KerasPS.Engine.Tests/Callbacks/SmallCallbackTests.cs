namespace KerasPS.Tests.Callbacks;

/// <summary>LearningRateScheduler, TerminateOnNaN and LambdaCallback: Keras's tests of them.</summary>
[TestsOf(typeof(LambdaCallback), typeof(LearningRateScheduler), typeof(ProgressLogger), typeof(TerminateOnNaN))]
public class SmallCallbackTests
{
    internal static CallbackCase[] CallbackCases =>
    [
        new(typeof(ProgressLogger))
        {
            NoState = new()
            {
                ["firstEpoch"] = "the time left is judged by the epochs of this process",
            },
        },
        new(typeof(LearningRateScheduler), _ => new LearningRateScheduler((_, rate) => rate)),
    ];

    [Fact]
    [MirrorsKeras("learning_rate_scheduler_test.test_updates_learning_rate")]
    [MirrorsKeras("learning_rate_scheduler_test.test_learning_rate_in_history")]
    public void A_schedule_sets_the_rate_of_each_epoch()
    {
        Model model = TinyTraining.Model();
        EpochLog[] logs = Fit(model, 3, new LearningRateScheduler((epoch, _) => 0.5 / (epoch + 1)));
        Assert.Equal([0.5, 0.25, (double)(float)(0.5 / 3)], logs.Select(log => log["learning_rate"]));
        Assert.Equal((float)(0.5 / 3), model.LearningRate);
    }

    [Fact]
    [MirrorsKeras("learning_rate_scheduler_test.test_schedule_dependent_on_previous_learning_rate")]
    public void A_schedule_gets_the_current_rate()
    {
        Model model = TinyTraining.Model(learningRate: 1);
        Fit(model, 2, new LearningRateScheduler((_, rate) => rate / 2));
        Assert.Equal(0.25, model.LearningRate);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.1)]
    public void A_rate_that_is_none_is_refused(double rate)
    {
        KerasException error = Assert.Throws<KerasException>(() => Fit(TinyTraining.Model(), 1, new LearningRateScheduler((_, _) => rate)));
        Assert.Equal("InvalidLearningRate", error.ErrorId);
    }

    [Fact]
    [MirrorsKeras("learning_rate_scheduler_test.test_verbose_logging")]
    public void A_schedule_says_what_it_sets()
    {
        RecordingOutput output = new();
        _ = TinyTraining.Model().Fit(TinyTraining.Data, TinyTraining.Options(1, new LearningRateScheduler((_, _) => 0.125)) with { Output = output }).Count();
        Assert.Contains("Epoch 1: LearningRateScheduler changed the learning rate from 0.05000000074505806 to 0.125.", output.Lines);
    }

    [Fact]
    [MirrorsKeras("terminate_on_nan_test.test_TerminateOnNaN")]
    [MirrorsKeras("terminate_on_nan_test.test_terminate_on_nan_graceful_stop")]
    public void An_exploding_loss_ends_training_in_order()
    {
        Model model = TinyTraining.Model(learningRate: 1e30);
        EpochLog log = Assert.Single(Fit(model, 5, new TerminateOnNaN()));
        Assert.False(double.IsFinite((double)log["loss"]!));
        Assert.NotNull(log["val_loss"]);
        Assert.Equal((StopReason.NaN, 1), (model.History!.StopReason, model.History.StoppedEpoch));
        Assert.StartsWith("The loss became ", model.History.StopMessage);
    }

    [Fact]
    [MirrorsKeras("terminate_on_nan_test.test_terminate_on_nan_raise_error_raises_error")]
    [MirrorsKeras("terminate_on_nan_test.test_raise_error_terminate_stops_on_later_batch")]
    public void An_exploding_loss_can_be_an_error_that_names_the_batch()
    {
        Model model = TinyTraining.Model(learningRate: 1e30);
        List<string> ended = [];
        KerasException error = Assert.Throws<KerasException>(() => Fit(model, 5, new LambdaCallback { TrainEnd = _ => ended.Add("end") }, new TerminateOnNaN(raiseError: true)));
        Assert.Equal("LossNotFinite", error.ErrorId);
        Assert.Contains("in batch 2 of epoch 1", error.Message);

        // Unlike Keras, which leaves the other callbacks without their end.
        Assert.Equal(["end"], ended);
        Assert.Equal(StopReason.Error, model.History!.StopReason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [MirrorsKeras("terminate_on_nan_test.test_normal_training_does_not_raise")]
    public void A_finite_training_is_left_alone(bool raiseError)
    {
        Model model = TinyTraining.Model();
        Assert.Equal(2, Fit(model, 2, new TerminateOnNaN(raiseError)).Length);
        Assert.Equal(StopReason.Completed, model.History!.StopReason);
    }

    [Fact]
    public void Progress_is_a_line_an_epoch_and_ends_as_completed()
    {
        RecordingOutput output = new();
        FitOptions options = TinyTraining.Options(2, TinyTraining.Script("loss", 0.5, 0.0001), new ProgressLogger()) with { Output = output, ValidationData = null };
        _ = TinyTraining.Model().Fit(TinyTraining.Data, options).Count();
        Assert.Collection(
            output.Lines,
            line => Assert.StartsWith("Epoch 1/2 - learning_rate: 0.0500 - loss: 0.5000 - mae: ", line),
            line => Assert.StartsWith("Epoch 2/2 - learning_rate: 0.0500 - loss: 1.0000e-04 - mae: ", line));
        Assert.All(output.Reports, report => Assert.Equal(report == output.Reports[^1], report.IsCompleted));
        Assert.Equal(("Training tiny", 1.0), (output.Reports[^1].Activity, output.Reports[^1].Fraction));
    }

    [Fact]
    [MirrorsKeras("lambda_callback_test.test_lambda_callback")]
    [MirrorsKeras("lambda_callback_test.test_lambda_callback_with_batches")]
    [MirrorsKeras("lambda_callback_test.test_lambda_callback_with_kwargs")]
    [MirrorsKeras("lambda_callback_test.test_lambda_callback_during_prediction")]
    public void Lambdas_are_called_in_every_hook()
    {
        List<string> calls = [];
        LambdaCallback lambda = new()
        {
            TrainBegin = _ => calls.Add("train_begin"),
            TrainEnd = _ => calls.Add("train_end"),
            EpochBegin = (epoch, _) => calls.Add($"epoch_begin {epoch}"),
            EpochEnd = (epoch, _) => calls.Add($"epoch_end {epoch}"),
            TrainBatchBegin = (batch, _) => calls.Add($"train_batch_begin {batch}"),
            TrainBatchEnd = (batch, _) => calls.Add($"train_batch_end {batch}"),
            TestBegin = _ => calls.Add("test_begin"),
            TestEnd = _ => calls.Add("test_end"),
            TestBatchBegin = (batch, _) => calls.Add($"test_batch_begin {batch}"),
            TestBatchEnd = (batch, _) => calls.Add($"test_batch_end {batch}"),
            PredictBegin = _ => calls.Add("predict_begin"),
            PredictEnd = _ => calls.Add("predict_end"),
            PredictBatchBegin = (batch, _) => calls.Add($"predict_batch_begin {batch}"),
            PredictBatchEnd = (batch, _) => calls.Add($"predict_batch_end {batch}"),
        };
        Model model = TinyTraining.Model();
        FitOptions options = TinyTraining.Options(1, lambda) with { BatchSize = 10, ValidationData = null };
        _ = model.Fit(TinyTraining.Data, options).Count();
        Assert.Equal(["train_begin", "epoch_begin 0", "train_batch_begin 0", "train_batch_end 0", "epoch_end 0", "train_end"], calls);
        calls.Clear();
        model.Evaluate(TinyTraining.Data, options);
        Assert.Equal(["test_begin", "test_batch_begin 0", "test_batch_end 0", "test_end"], calls);
        calls.Clear();
        model.Predict(TinyTraining.Data, options);
        Assert.Equal(["predict_begin", "predict_batch_begin 0", "predict_batch_end 0", "predict_end"], calls);
    }

    [Fact]
    [MirrorsKeras("lambda_callback_test.test_lambda_callback_no_args")]
    public void A_lambda_without_functions_does_nothing() => Assert.Single(Fit(TinyTraining.Model(), 1, new LambdaCallback()));

    private static EpochLog[] Fit(Model model, int epochs, params Callback[] callbacks) =>
        model.Fit(TinyTraining.Data, TinyTraining.Options(epochs, callbacks)).ToArray();
}
