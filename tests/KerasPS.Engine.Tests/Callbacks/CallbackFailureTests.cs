namespace KerasPS.Tests.Callbacks;

/// <summary>The record names the callback and the hook that failed; the exception is the callback's own.</summary>
public class CallbackFailureTests
{
    [Theory]
    [InlineData("OnTrainBegin")]
    [InlineData("OnEpochBegin")]
    [InlineData("OnTrainBatchBegin")]
    [InlineData("OnTrainBatchEnd")]
    [InlineData("OnTestBegin")]
    [InlineData("OnTestBatchBegin")]
    [InlineData("OnTestBatchEnd")]
    [InlineData("OnTestEnd")]
    [InlineData("OnEpochEnd")]
    [InlineData("OnTrainEnd")]
    public void Names_callback_and_hook_of_a_training(string hook)
    {
        Model model = TinyTraining.Model();
        NotSupportedException error = Assert.Throws<NotSupportedException>(() => model.Fit(TinyTraining.Data, TinyTraining.Options(2, Failing(hook))).Count());
        Assert.Equal("mine", error.Message);
        Assert.Equal($"LambdaCallback.{hook} failed: mine", model.History!.StopMessage);
        Assert.Equal(CallbackFailure.Describe(error), model.History.StopMessage);
        Assert.Null(model.Session.CurrentCallback);
    }

    [Theory]
    [InlineData("OnTestBatchEnd")]
    [InlineData("OnPredictBegin")]
    [InlineData("OnPredictBatchBegin")]
    [InlineData("OnPredictBatchEnd")]
    [InlineData("OnPredictEnd")]
    public void Names_callback_and_hook_of_an_evaluation_or_prediction(string hook)
    {
        Model model = TinyTraining.Model();
        FitOptions options = new() { Device = "cpu", Callbacks = [Failing(hook)] };
        Exception error = Assert.Throws<NotSupportedException>(() => hook.StartsWith("OnTest") ? model.Evaluate(TinyTraining.Data, options) : (object)model.Predict(TinyTraining.Data, options));
        Assert.Equal($"LambdaCallback.{hook} failed: mine", CallbackFailure.Describe(error));
    }

    [Fact]
    public void Names_the_innermost_callback()
    {
        Model model = TinyTraining.Model();
        LambdaCallback outer = new() { EpochEnd = (_, _) => model.Evaluate(TinyTraining.Data, new FitOptions { Device = "cpu", Callbacks = [new Inner()] }) };
        Assert.Throws<NotSupportedException>(() => model.Fit(TinyTraining.Data, TinyTraining.Options(1, outer)).Count());
        Assert.Equal("Inner.OnTestEnd failed: inner", model.History!.StopMessage);
    }

    [Fact]
    public void The_first_failure_is_the_one_that_is_named()
    {
        Model model = TinyTraining.Model();
        LambdaCallback both = new() { EpochEnd = (_, _) => throw new NotSupportedException("first"), TrainEnd = _ => throw new NotSupportedException("second") };
        Assert.Throws<NotSupportedException>(() => model.Fit(TinyTraining.Data, TinyTraining.Options(1, both)).Count());
        Assert.Equal("LambdaCallback.OnEpochEnd failed: first", model.History!.StopMessage);
    }

    private static LambdaCallback Failing(string hook)
    {
        void Fail(string here)
        {
            if (here == hook)
                throw new NotSupportedException("mine");
        }

        return new()
        {
            TrainBegin = _ => Fail("OnTrainBegin"),
            TrainEnd = _ => Fail("OnTrainEnd"),
            EpochBegin = (_, _) => Fail("OnEpochBegin"),
            EpochEnd = (_, _) => Fail("OnEpochEnd"),
            TrainBatchBegin = (_, _) => Fail("OnTrainBatchBegin"),
            TrainBatchEnd = (_, _) => Fail("OnTrainBatchEnd"),
            TestBegin = _ => Fail("OnTestBegin"),
            TestEnd = _ => Fail("OnTestEnd"),
            TestBatchBegin = (_, _) => Fail("OnTestBatchBegin"),
            TestBatchEnd = (_, _) => Fail("OnTestBatchEnd"),
            PredictBegin = _ => Fail("OnPredictBegin"),
            PredictEnd = _ => Fail("OnPredictEnd"),
            PredictBatchBegin = (_, _) => Fail("OnPredictBatchBegin"),
            PredictBatchEnd = (_, _) => Fail("OnPredictBatchEnd"),
        };
    }

    private sealed class Inner : Callback
    {
        public override void OnTestEnd(Logs logs) => throw new NotSupportedException("inner");
    }
}
