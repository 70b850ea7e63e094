using KerasPS.Metrics;
using static KerasPS.Tests.Training.TrainingFixtures;

namespace KerasPS.Tests.Training;

public class NameTests
{
    [Fact]
    public void Layers_are_named_by_their_class_and_counted_where_it_repeats()
    {
        Sequential model = new(
        [
            new InputLayer([8, 8, 1]), new Conv2D(2, [3]), new MaxPooling2D(), new BatchNormalization(), new Flatten(), new Dense(3), new Dense(3),
            new Dense(3) { Name = "dense_2" }, new Dense(3),
        ]);
        Assert.Equal(
            ["input_layer", "conv2d", "max_pooling2d", "batch_normalization", "flatten", "dense", "dense_1", "dense_2", "dense_3"],
            model.Layers.Select(layer => layer.Name));
        model.Build([8, 8, 1]);
        Assert.Equal(["conv2d/kernel", "conv2d/bias", "batch_normalization/gamma"], model.Variables.Take(3).Select(v => v.Path));
    }

    [Fact]
    public void A_layer_s_name_can_be_taken_once() => ThrowsError(
        "DuplicateName",
        () => new Sequential([new Dense(1) { Name = "a" }, new Dense(2) { Name = "a" }]),
        "'a'");

    [Fact]
    public void Metrics_keep_the_name_they_were_given_by()
    {
        BinaryAccuracy own = new() { Name = "right" };
        Assert.Equal(["loss", "mse", "acc", "MeanAbsoluteError", "mean_squared_error", "right"], MetricsOf(["mse", "acc", "MeanAbsoluteError", new MeanSquaredError(), own]));
    }

    [Fact]
    public void Repeated_metrics_are_counted() =>
        Assert.Equal(["loss", "mse", "mse_1", "mse_2"], MetricsOf(["mse", "mse", "mse"]));

    [Fact]
    public void Repeated_weighted_metrics_get_a_prefix_others_none() =>
        Assert.Equal(["loss", "mse", "weighted_mse", "mae", "weighted_mse_1"], MetricsOf(["mse"], ["mse", "mae", "mse"]));

    [Fact]
    public void An_epoch_reports_sorted_metrics_then_validation_then_the_learning_rate()
    {
        Sequential model = Classifier();
        model.Compile("adam", "sparse_categorical_crossentropy", ["sparse_categorical_accuracy", "acc"]);
        EpochLog log = model.Train(Classes(10), new() { ValidationSplit = 0.5 }).Single();
        Assert.Equal(
            [
                "epoch", "acc", "loss", "sparse_categorical_accuracy", "val_acc", "val_loss", "val_sparse_categorical_accuracy", "learning_rate",
                "seconds",
            ],
            log.Items.Select(item => item.Key));
        Assert.Equal(log["acc"], log["SPARSE_categorical_accuracy"]);
        Assert.Equal((double)0.001f, log["learning_rate"]);
    }

    private static string[] MetricsOf(object[] metrics, object[]? weighted = null)
    {
        Sequential model = new([new Dense(1)]);
        model.Compile("sgd", "mse", metrics, weighted);
        return model.Evaluate(Numbered(2)).Select(pair => pair.Key).ToArray();
    }
}
