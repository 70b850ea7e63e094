using static KerasPS.Tests.Training.TrainingFixtures;

namespace KerasPS.Tests.Training;

/// <summary>Which samples are trained on and validated on, when, and with what weight.</summary>
public class FitDataTests
{
    private readonly RecordingLayer recorder = new();
    private readonly RecordingOutput output = new();

    private EpochLog[] Train(int samples, FitOptions options) =>
        Recorded(recorder).Train(Numbered(samples), options with { Output = output });

    private static float[] Range(int from, int count) => Enumerable.Range(from, count).Select(i => (float)i).ToArray();

    [Fact]
    public void The_last_part_validates_in_order()
    {
        EpochLog[] logs = Train(11, new() { BatchSize = 2, Epochs = 2, ValidationSplit = 0.3 });
        Assert.Equal(Range(0, 7), recorder.TrainingBatches.Take(4).SelectMany(b => b).Order());
        Assert.Equal(Range(0, 7), recorder.TrainingBatches.Skip(4).SelectMany(b => b).Order());
        Assert.NotEqual(recorder.TrainingBatches.Take(4), recorder.TrainingBatches.Skip(4));
        Assert.Equal([[7, 8], [9, 10], [7, 8], [9, 10]], recorder.OtherBatches);
        Assert.All(logs, log => Assert.IsType<double>(log["val_loss"]));
    }

    [Fact]
    public void Each_part_keeps_its_sample_weights()
    {
        // Without any learning every sample's loss is the square of its number.
        Sequential model = new([new Dense(1) { KernelInitializer = "zeros" }]);
        model.Compile(new SGD(0), "mse");
        Dataset data = new([1, 2, 3, 4], [1], [1, 2, 3, 4], [], [5, 6, 7, 8]);
        EpochLog log = model.Train(data, new() { ValidationSplit = 0.5 }).Single();
        Assert.Equal(((5 * 1) + (6 * 4)) / 2.0, (double)log["loss"]!, 4);
        Assert.Equal(((7 * 9) + (8 * 16)) / 2.0, (double)log["val_loss"]!, 4);
    }

    [Fact]
    public void Keras_s_order_begins_anew_with_each_fit_whatever_the_initial_epoch()
    {
        Train(20, new() { Epochs = 2, Shuffle = ShuffleMode.Keras, Seed = 1 });
        Train(20, new() { InitialEpoch = 3, Epochs = 5, Shuffle = ShuffleMode.Keras, Seed = 2 });
        Assert.Equal(recorder.TrainingBatches.Take(2), recorder.TrainingBatches.Skip(2));
        Assert.NotEqual(recorder.TrainingBatches[0], recorder.TrainingBatches[1]);
    }

    [Fact]
    public void A_batch_has_32_samples_where_nothing_is_said()
    {
        Train(40, new());
        Assert.Equal([32, 8], recorder.TrainingBatches.Sizes());
    }

    [Fact]
    public void Validation_data_is_preferred_to_a_split()
    {
        Train(4, new() { ValidationSplit = 0.5, ValidationData = Numbered(3, from: 20) });
        Assert.Equal(Range(0, 4), recorder.TrainingBatches.Single().Order());
        Assert.Equal([[20, 21, 22]], recorder.OtherBatches);
    }

    [Fact]
    public void Validation_happens_after_every_so_many_epochs()
    {
        EpochLog[] logs = Train(4, new() { Epochs = 5, ValidationFrequency = 2, ValidationData = Numbered(3) });
        Assert.Equal([null, typeof(double), null, typeof(double), null], logs.Select(log => log["val_loss"]?.GetType()));
        Assert.Single(logs.Select(log => string.Join(",", log.Items.Select(item => item.Key))).Distinct());
        Assert.Equal(2, recorder.OtherBatches.Count);
    }

    [Fact]
    public void Validation_happens_after_the_epochs_that_are_listed()
    {
        EpochLog[] logs = Train(4, new() { Epochs = 4, ValidationEpochs = [1, 4], ValidationData = Numbered(3) });
        Assert.Equal([typeof(double), null, null, typeof(double)], logs.Select(log => log["val_loss"]?.GetType()));
    }

    [Fact]
    public void Validation_batches_may_have_a_size_of_their_own()
    {
        Train(4, new() { BatchSize = 2, ValidationBatchSize = 3, ValidationData = Numbered(5) });
        Assert.Equal([2, 2], recorder.TrainingBatches.Sizes());
        Assert.Equal([3, 2], recorder.OtherBatches.Sizes());
    }

    [Theory]
    [InlineData(null, null, null, new[] { 32, 8 })]
    [InlineData(null, null, 4, new[] { 10, 10, 10, 10 })]
    [InlineData(null, 25, 4, new[] { 25, 15 })]
    [InlineData(30, null, 2, new[] { 30, 10 })]
    public void Validation_batches_are_sized_like_those_of_any_evaluation(int? batchSize, int? validationBatchSize, int? steps, int[] expected)
    {
        // The steps of an epoch would spread the training data over batches of 2.
        FitOptions options = new() { BatchSize = batchSize, ValidationBatchSize = validationBatchSize, ValidationSteps = steps };
        Train(4, options with { StepsPerEpoch = 2, ValidationData = Numbered(40) });
        Assert.Equal(expected, recorder.OtherBatches.Sizes());
    }

    [Fact]
    public void More_validation_steps_than_batches_are_warned_of_once()
    {
        Train(4, new() { Epochs = 3, ValidationBatchSize = 2, ValidationSteps = 3, ValidationData = Numbered(4) });
        Assert.Equal(6, recorder.OtherBatches.Count);
        Assert.Contains("3 steps; it has 2", Assert.Single(output.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_without_a_batch_size_spread_the_data()
    {
        Train(10, new() { StepsPerEpoch = 3 });
        Assert.Equal([4, 4, 2], recorder.TrainingBatches.Sizes());
    }

    [Fact]
    public void Validation_takes_no_more_than_its_steps()
    {
        Train(4, new() { BatchSize = 2, Epochs = 2, ValidationSteps = 1, ValidationData = Numbered(6, from: 10) });
        Assert.Equal([[10, 11], [10, 11]], recorder.OtherBatches);
    }

    [Fact]
    public void A_pass_goes_on_over_epochs_that_have_fewer_steps()
    {
        Train(7, new() { BatchSize = 3, Epochs = 3, StepsPerEpoch = 2, Shuffle = ShuffleMode.None });
        Assert.Equal([3, 3, 1, 3, 3], recorder.TrainingBatches.Sizes());
        Assert.Contains("Epoch 2 ended early", Assert.Single(output.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pass_that_ends_with_an_epoch_ends_none_early()
    {
        Train(6, new() { BatchSize = 2, Epochs = 4, StepsPerEpoch = 3, Shuffle = ShuffleMode.None });
        Train(6, new() { BatchSize = 2, Epochs = 4, StepsPerEpoch = 1, Shuffle = ShuffleMode.None });
        Assert.Equal(16, recorder.TrainingBatches.Count);
        Assert.Equal([0, 1], recorder.TrainingBatches[^1]);
        Assert.Empty(output.Warnings);
    }

    [Fact]
    public void More_steps_than_batches_end_every_epoch_early()
    {
        Train(4, new() { BatchSize = 2, Epochs = 2, StepsPerEpoch = 3 });
        Assert.Equal([2, 2, 2, 2], recorder.TrainingBatches.Sizes());
        Assert.Equal(2, output.Warnings.Count);
    }

    [Fact]
    public void Epochs_count_from_the_initial_one_to_the_last()
    {
        EpochLog[] logs = Train(4, new() { InitialEpoch = 2, Epochs = 5 });
        Assert.Equal([3, 4, 5], logs.Select(log => log.Epoch));
        Assert.Equal(3, recorder.TrainingBatches.Count);
        Assert.Empty(Train(4, new() { InitialEpoch = 5, Epochs = 5 }));
    }

    [Fact]
    public void Seeded_epochs_are_shuffled_alike_whatever_the_initial_epoch()
    {
        Train(20, new() { Epochs = 3, Seed = 4 });
        Train(20, new() { InitialEpoch = 2, Epochs = 3, Seed = 4 });
        Assert.Equal(recorder.TrainingBatches[2], recorder.TrainingBatches[3]);
    }

    [Fact]
    public void Class_weights_act_like_sample_weights_in_training_only()
    {
        Dataset data = Classes(30);
        float[] weights = data.Labels!.Select(label => label == 1 ? 3f : label == 2 ? 0.5f : 1f).ToArray();
        Dataset weighted = new(data.Features, data.FeatureShape, data.Labels, data.LabelShape, weights);
        FitOptions options = new() { BatchSize = 8, Epochs = 2, Seed = 1, ValidationData = data };
        Sequential byClass = Classifier();
        Sequential bySample = Classifier();
        Sequential without = Classifier();
        EpochLog[] expected = bySample.Train(weighted, options);
        EpochLog[] actual = byClass.Train(data, options with { ClassWeight = new Dictionary<int, double> { [1] = 3, [2] = 0.5 } });
        EpochLog[] other = without.Train(data, options);
        Assert.Equal(bySample.Weights(), byClass.Weights());
        Assert.NotEqual(without.Weights(), byClass.Weights());
        foreach (string name in new[] { "loss", "accuracy", "val_loss", "val_accuracy" })
            Assert.Equal(expected.Select(log => log[name]), actual.Select(log => log[name]));
        Assert.NotEqual(other[0]["loss"], actual[0]["loss"]);
    }

    [Fact]
    public void Class_weights_find_the_class_of_one_hot_labels()
    {
        Dataset data = Classes(30);
        float[] oneHot = data.Labels!.SelectMany(label => Enumerable.Range(0, 3).Select(i => i == label ? 1f : 0f)).ToArray();
        FitOptions options = new() { BatchSize = 8, Seed = 1, ClassWeight = new Dictionary<int, double> { [1] = 3 } };
        Sequential sparse = Classifier();
        Sequential categorical = Classifier();
        categorical.Compile("adam", "categorical_crossentropy");
        object? expected = sparse.Train(data, options)[0]["loss"];
        object? actual = categorical.Train(new Dataset(data.Features, [4], oneHot, [3]), options)[0]["loss"];
        Assert.Equal((double)expected!, (double)actual!, 6);
    }

    [Fact]
    public void The_loss_of_an_epoch_counts_a_smaller_batch_less()
    {
        // Without any learning every sample's loss is its square: 0, 1, 4, 9 and 16.
        Sequential model = new([new Dense(1) { KernelInitializer = "zeros" }]);
        model.Compile(new SGD(0), "mse");
        EpochLog log = model.Train(Numbered(5), new() { BatchSize = 4 }).Single();
        Assert.Equal(6.0, (double)log["loss"]!, 6);
    }

    [Fact]
    public void The_loss_is_divided_by_the_number_of_samples_not_by_their_weights()
    {
        Sequential model = new([new Dense(1) { KernelInitializer = "zeros" }]);
        model.Compile(new SGD(0), "mse", ["mae"], ["mae"]);
        Dataset data = new([0, 1, 2], [1], [0, 1, 2], [], [10, 4, 2]);
        EpochLog log = model.Train(data, new()).Single();
        Assert.Equal(12.0 / 3, (double)log["loss"]!, 6);
        Assert.Equal(3.0 / 3, (double)log["mae"]!, 6);
        Assert.Equal(8.0 / 16, (double)log["weighted_mae"]!, 6);
    }
}
