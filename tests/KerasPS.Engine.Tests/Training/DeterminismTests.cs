using static KerasPS.Tests.Training.TrainingFixtures;

namespace KerasPS.Tests.Training;

[Collection(RunsAlone.Name)]
public class DeterminismTests
{
    private static readonly Dataset Data = Classes(50);

    [Theory]
    [InlineData(ShuffleMode.Seeded)]
    [InlineData(ShuffleMode.Keras)]
    public void The_same_seed_gives_the_same_bits(ShuffleMode shuffle)
    {
        (double[] history, float[] weights) = TrainWith(seed: 7, shuffle);
        (double[] historyAgain, float[] weightsAgain) = TrainWith(seed: 7, shuffle);
        Assert.Equal(history, historyAgain);
        Assert.Equal(weights, weightsAgain);
    }

    [Fact]
    public void Another_seed_gives_other_numbers()
    {
        (double[] history, float[] weights) = TrainWith(seed: 7);
        (double[] otherHistory, float[] otherWeights) = TrainWith(seed: 8);
        Assert.NotEqual(history, otherHistory);
        Assert.NotEqual(weights, otherWeights);
    }

    [Fact]
    public void Each_of_first_weights_shuffling_and_dropout_follows_the_seed()
    {
        FitOptions none = new() { Epochs = 1, BatchSize = 16, Shuffle = ShuffleMode.None, Seed = 1 };
        Assert.NotEqual(LossOf(none with { Seed = 2 }, buildSeed: null), LossOf(none, buildSeed: null));
        Assert.Equal(LossOf(none with { Seed = 2 }, buildSeed: 5), LossOf(none, buildSeed: 5));
        Assert.NotEqual(LossOf(none with { Seed = 2 }, buildSeed: 5, new Dropout(0.5)), LossOf(none, buildSeed: 5, new Dropout(0.5)));
        FitOptions seeded = none with { Shuffle = ShuffleMode.Seeded };
        Assert.NotEqual(LossOf(seeded with { Seed = 2 }, buildSeed: 5), LossOf(seeded, buildSeed: 5));
    }

    [Fact]
    public void Seeds_that_nobody_gives_follow_the_process_seed()
    {
        KerasRandom.SetSeed(3);
        (double[] history, float[] weights) = TrainWith(seed: null);
        Assert.NotEqual(history, TrainWith(seed: null).History);
        KerasRandom.SetSeed(3);
        (double[] historyAgain, float[] weightsAgain) = TrainWith(seed: null);
        Assert.Equal(history, historyAgain);
        Assert.Equal(weights, weightsAgain);
    }

    private static (double[] History, float[] Weights) TrainWith(long? seed, ShuffleMode shuffle = ShuffleMode.Seeded)
    {
        Sequential model = Classifier(new Dropout(0.3), new BatchNormalization());
        FitOptions options = new() { Epochs = 3, BatchSize = 8, Seed = seed, Shuffle = shuffle, ValidationSplit = 0.2 };
        EpochLog[] logs = model.Train(Data, options);
        string[] names = ["loss", "accuracy", "val_loss", "val_accuracy"];
        return (logs.SelectMany(log => names.Select(name => (double)log[name]!)).ToArray(), model.Weights());
    }

    private static double LossOf(FitOptions options, long? buildSeed, params Layer[] between)
    {
        Sequential model = Classifier(between);
        if (buildSeed is not null)
            model.Build([4], buildSeed);
        return (double)model.Train(Data, options)[0]["loss"]!;
    }
}
