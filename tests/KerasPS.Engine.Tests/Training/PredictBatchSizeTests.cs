namespace KerasPS.Tests.Training;

public class PredictBatchSizeTests
{
    [Theory]
    [InlineData(4, 4096)]
    [InlineData(1024, 1024)]
    [InlineData(100_000, 32)]
    public void Small_outputs_make_large_batches(int units, int expected)
    {
        Sequential model = new([new Dense(units, useBias: false)], [1]);
        model.Build([1]);
        Assert.Equal(expected, PredictBatchSize.For(model));
    }

    [Fact]
    public void Layers_that_go_on_keep_the_batches_of_Keras()
    {
        Sequential model = new([new Bidirectional(new LSTM(2) { Stateful = true })], [3, 1]);
        model.Build([3, 1]);
        Assert.Equal(32, PredictBatchSize.For(model));
    }

    [Fact]
    public void Layers_within_models_count()
    {
        Sequential model = new([new Sequential([new Dense(65_536, useBias: false), new Dense(1)], [1])], [1]);
        model.Build([1]);
        Assert.Equal(32, PredictBatchSize.For(model));
    }

    [Fact]
    public void Callbacks_see_the_batches_of_Keras_and_the_outputs_are_the_same()
    {
        Sequential model = new([new Dense(8, "relu"), new Dense(2, "softmax")], [3]);
        model.Build([3], seed: 1);
        Dataset data = new(Enumerable.Range(0, 300).Select(i => MathF.Sin(i)).ToArray(), [3]);
        int batches = 0;
        LambdaCallback counts = new() { PredictBatchEnd = (_, _) => batches++ };
        float[] watched = model.Predict(data, new FitOptions { Callbacks = [counts] }).Values;
        Assert.Equal(4, batches);
        float[] free = model.Predict(data).Values;
        Assert.Equal(watched, free, (one, other) => Math.Abs(one - other) <= 1e-6f);
    }
}
