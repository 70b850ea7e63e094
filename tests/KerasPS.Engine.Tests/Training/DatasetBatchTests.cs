using static KerasPS.Tests.Training.TrainingFixtures;

namespace KerasPS.Tests.Training;

/// <summary>The batches to look at are those that a fit sees.</summary>
public class DatasetBatchTests
{
    [Theory]
    [InlineData(ShuffleMode.Seeded)]
    [InlineData(ShuffleMode.Keras)]
    [InlineData(ShuffleMode.Batch)]
    [InlineData(ShuffleMode.None)]
    public void Batches_are_those_of_a_fit_with_the_same_seed(ShuffleMode mode)
    {
        Dataset data = Numbered(11);
        RecordingLayer recorder = new();
        Recorded(recorder).Train(data, new FitOptions { Epochs = 3, BatchSize = 4, Shuffle = mode, Seed = 7 });
        DatasetBatch[] batches = Enumerable.Range(1, 3).SelectMany(epoch => DatasetBatch.OfEpoch(data, 4, mode, 7, epoch)).ToArray();
        Assert.Equal(recorder.TrainingBatches, batches.Select(batch => batch.Data.Features));
        Assert.All(batches, batch => Assert.Equal(batch.Data.Features, batch.Index.Select(index => (float)index)));
        Assert.Equal([(1, 1, 4), (1, 2, 4), (1, 3, 3), (2, 1, 4)], batches.Take(4).Select(batch => (batch.Epoch, batch.Number, batch.Count)));
    }

    [Fact]
    public void Labels_weights_and_names_come_along()
    {
        Dataset data = new([1, 2, 3], [1], [0, 1, 0], [], [0.5f, 2, 3]) { ClassName = ["no", "yes"], FeatureName = ["x"] };
        DatasetBatch last = DatasetBatch.OfEpoch(data, 2, ShuffleMode.None, 0, 1).Last();
        Assert.Equal([3], last.Data.SampleWeights!);
        Assert.Equal([0], last.Data.Labels!);
        Assert.Equal(["no", "yes"], last.Data.ClassName);
        Assert.Equal([2], last.Index);
    }
}
