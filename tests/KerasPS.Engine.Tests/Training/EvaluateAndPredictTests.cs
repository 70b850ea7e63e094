using static KerasPS.Tests.Training.TrainingFixtures;

namespace KerasPS.Tests.Training;

public class EvaluateAndPredictTests
{
    [Fact]
    public void Evaluating_gives_what_the_fit_s_validation_gave()
    {
        Sequential model = Classifier(new Dropout(0.5), new BatchNormalization());
        Dataset validation = Classes(21, isWeighted: true);
        FitOptions options = new() { BatchSize = 4, Epochs = 2, ValidationData = validation };
        EpochLog last = model.Train(Classes(40), options)[^1];
        Dictionary<string, double> evaluated = model.Evaluate(validation, options).ToDictionary();
        Assert.Equal(["accuracy", "loss"], evaluated.Keys.Order(StringComparer.Ordinal));
        Assert.All(evaluated, pair => Assert.Equal(last["val_" + pair.Key], pair.Value));
    }

    [Fact]
    public void Evaluating_changes_no_weights_and_is_repeatable()
    {
        Sequential model = Classifier(new Dropout(0.5), new BatchNormalization());
        Dataset data = Classes(21);
        IReadOnlyList<KeyValuePair<string, double>> first = model.Evaluate(data);
        float[] weights = model.Weights();
        Assert.Equal(first, model.Evaluate(data));
        model.Predict(data);
        Assert.Equal(weights, model.Weights());
    }

    [Fact]
    public void The_size_of_batches_does_not_change_an_evaluation()
    {
        Sequential model = Classifier();
        Dataset data = Classes(21);
        Assert.Equal(model.Evaluate(data), model.Evaluate(data, new FitOptions { BatchSize = 4 }), (one, other) => one.Key == other.Key && Math.Abs(one.Value - other.Value) <= 1e-6);
    }

    [Fact]
    public void An_evaluation_takes_no_more_than_its_steps()
    {
        RecordingLayer recorder = new();
        Recorded(recorder).Evaluate(Numbered(10), new FitOptions { BatchSize = 3, StepsPerEpoch = 2 });
        Assert.Equal([[0, 1, 2], [3, 4, 5]], recorder.OtherBatches);
    }

    [Fact]
    public void Steps_without_a_batch_size_spread_the_data()
    {
        RecordingLayer recorder = new();
        Recorded(recorder).Evaluate(Numbered(10), new FitOptions { StepsPerEpoch = 3 });
        Assert.Equal([4, 4, 2], recorder.OtherBatches.Sizes());
    }

    [Fact]
    public void A_callback_can_end_an_evaluation_and_a_prediction_after_a_batch()
    {
        RecordingLayer recorder = new();
        Sequential model = Recorded(recorder);
        LambdaCallback callback = new()
        {
            TestBatchEnd = (batch, _) => model.StopEvaluating = batch == 1,
            PredictBatchEnd = (batch, _) => model.StopPredicting = batch == 1,
        };
        FitOptions options = new() { BatchSize = 3, Callbacks = [callback] };
        for (int i = 0; i < 2; i++)
        {
            model.Evaluate(Numbered(10), options);
            Assert.Equal(6, model.Predict(Numbered(10), options).Count);
        }

        Assert.Equal([3, 3, 3, 3, 3, 3, 3, 3], recorder.OtherBatches.Sizes());
    }

    [Fact]
    public void Predicting_gives_what_a_call_gives()
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(0);
        Sequential model = Classifier(new Dropout(0.5), new BatchNormalization());
        Dataset data = Classes(10);
        model.Train(data, new());
        Prediction prediction = model.Predict(data, new FitOptions { BatchSize = 4 });
        float[] called = model.Call(tensor(data.Features, [10, 4]), new CallContext(Training: false, generator)).detach().data<float>().ToArray();
        Assert.Equal(10, prediction.Count);
        Assert.Equal([3], prediction.Shape);
        Goldens.Golden.AssertClose(called, prediction.Values, 1e-6, "prediction");
        Assert.Equal(prediction.Values[27..], prediction.Of(9));
    }
}
