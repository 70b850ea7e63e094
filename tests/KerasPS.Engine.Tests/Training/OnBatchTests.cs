using static KerasPS.Tests.Training.TrainingFixtures;

namespace KerasPS.Tests.Training;

/// <summary>Keras's train_on_batch, test_on_batch and predict_on_batch.</summary>
public class OnBatchTests
{
    [Fact]
    public void A_step_on_a_batch_is_a_fit_of_one_epoch_with_one_batch()
    {
        Dataset data = Classes(12, isWeighted: true);
        Sequential fitted = Model();
        Sequential stepped = Model();
        for (int i = 0; i < 3; i++)
        {
            EpochLog log = fitted.Train(data, new() { BatchSize = 12, Shuffle = ShuffleMode.None }).Single();
            Dictionary<string, double> step = stepped.TrainOnBatch(data).ToDictionary();
            Assert.Equal(["accuracy", "loss"], step.Keys.Order(StringComparer.Ordinal));
            Assert.All(step, pair => Assert.Equal(log[pair.Key], pair.Value));
        }

        Assert.Equal(fitted.Weights(), stepped.Weights());
    }

    [Fact]
    public void Class_weights_count()
    {
        Sequential plain = Model();
        Sequential weighted = Model();
        Dataset data = Classes(12);
        double loss = plain.TrainOnBatch(data)[0].Value;
        double doubled = weighted.TrainOnBatch(data, Enumerable.Range(0, 3).ToDictionary(i => i, _ => 2.0))[0].Value;
        Assert.Equal(2 * loss, doubled, 5);
    }

    [Fact]
    public void Testing_and_predicting_report_the_batch_alone_and_change_nothing()
    {
        Sequential model = Model();
        float[] before = model.Weights();
        _ = model.TestOnBatch(Classes(50));
        Assert.Equal(model.Evaluate(Classes(12)), model.TestOnBatch(Classes(12)));
        Assert.Equal(model.Predict(Classes(12)).Values, model.PredictOnBatch(Classes(12)).Values);
        Assert.Equal(before, model.Weights());
    }

    [Fact]
    public void A_step_within_a_training_is_refused()
    {
        Sequential model = Model();
        using IEnumerator<EpochLog> training = model.Fit(Classes(4), new() { Epochs = 2 }).GetEnumerator();
        training.MoveNext();
        ThrowsError("AlreadyTraining", () => model.TrainOnBatch(Classes(4)), "is being trained");
    }

    private static Sequential Model()
    {
        Sequential model = new([new Dense(8, "relu"), new Dense(3, "softmax")], [4]);
        model.Build([4], seed: 1);
        model.Compile(new SGD(0.1), "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }
}
