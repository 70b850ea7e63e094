using System.Globalization;
using KerasPS.Charts;
using KerasPS.Tests.Training;
using static KerasPS.Tests.Charts.ChartFixtures;

namespace KerasPS.Tests.Charts;

public class EpochTableTests
{
    [Fact]
    public void Texts_of_a_file_are_numbers_in_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            EpochTable table = Table(("epoch", Values("1", "2", "3", "4", "5")), ("loss", Values("0.5", "nan", "-Infinity", "", "1,5E-05")), ("note", Values("a", "b", "", "c", "d")));
            Assert.Equal([0.5, double.NaN, double.NegativeInfinity, null, 1.5e-5], table.Series("LOSS"));
            Assert.Equal(["loss"], table.Name);
            Assert.Equal(["epoch", "loss", "note"], table.Column);
            Assert.Equal([1, 2, 3, 4, 5], table.Epoch);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Rows_whose_epochs_do_not_rise_are_counted()
    {
        Assert.Equal([1, 2, 3, 4], Table(("epoch", Values(1, 2, 1, 2)), ("loss", Values(1, 1, 1, 1))).Epoch);
        Assert.Equal([1, 2], Table(("loss", Values(1, 1))).Epoch);
        EpochTable fromZero = Table(("epoch", Values(0, 1)), ("loss", Values(1, 1)));
        Assert.Equal([1, 2], fromZero.Epoch);
        Assert.Equal(2.0, fromZero.Cell(1, "epoch"));
    }

    [Theory]
    [InlineData("loss", 2)]
    [InlineData("accuracy", 1)]
    [InlineData("val_accuracy", 3)]
    [InlineData("gradient_norm", null)]
    public void The_best_row_is_by_the_direction_of_the_value(string name, int? expected)
    {
        EpochTable table = Table(
            ("loss", Values(3.0, double.NaN, 1.0, 2.0)),
            ("accuracy", Values(0.1, 0.4, 0.3, 0.4)),
            ("val_accuracy", Values(null, 0.2, double.PositiveInfinity, 0.3)),
            ("gradient_norm", Values(1, 2, 3, 4)));
        Assert.Equal(expected, table.BestRowOf(name));
    }

    [Fact]
    public void The_best_epoch_is_that_of_the_validation_where_there_is_one()
    {
        Assert.Equal(1, Table(("loss", Values(2.0, 1.0, 0.5)), ("val_loss", Values(2.0, 1.0, 1.5))).BestRow);
        Assert.Equal(2, Table(("loss", Values(2.0, 1.0, 0.5))).BestRow);
        Assert.Null(Table(("other", Values(2.0, 1.0, 0.5))).BestRow);
    }

    [Fact]
    public void A_history_says_itself_which_epoch_was_best()
    {
        Sequential model = TrainingFixtures.Classifier();
        Callback[] callbacks = [TinyTraining.Script("accuracy", 0.1, 0.9, 0.2, 0.3), new EarlyStopping("accuracy", patience: 4)];
        model.Train(TrainingFixtures.Classes(32), new FitOptions { Epochs = 4, Callbacks = callbacks });
        EpochTable table = EpochTable.Of(model.History!);
        Assert.Equal(1, table.BestRow);
        Assert.Equal("sequential", table.Title);
        Assert.Equal(["loss", "accuracy"], table.Metrics);
        Assert.Equal(["epoch", "accuracy", "loss", "learning_rate", "seconds"], table.Column);
    }

    [Fact]
    public void Nothing_to_show_is_an_error_with_what_is_there()
    {
        Assert.Equal("NoEpochs", Assert.Throws<KerasException>(() => new EpochTable([])).ErrorId);
        KerasException texts = Assert.Throws<KerasException>(() => Table(("loss", Values("0,5"))));
        Assert.Equal("NoEpochs", texts.ErrorId);
        Assert.Contains("loss", texts.Message, StringComparison.Ordinal);
        Assert.Equal("NoEpochs", Assert.Throws<KerasException>(() => EpochTable.Of(new History())).ErrorId);
    }

    [Fact]
    public void An_unknown_metric_is_an_error_with_the_nearest()
    {
        EpochTable table = Table(("loss", Values(1.0)), ("val_loss", Values(1.0)), ("note", Values("0,5")));
        KerasException unknown = Assert.Throws<KerasException>(() => table.ColumnsOf("los"));
        Assert.Equal("MetricNotFound", unknown.ErrorId);
        Assert.Contains("Did you mean 'loss'", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("'0,5'", Assert.Throws<KerasException>(() => table.ColumnsOf("note")).Message, StringComparison.Ordinal);
        Assert.Equal(["loss", "val_loss"], table.ColumnsOf("Loss"));
        Assert.Equal(["val_loss"], table.ColumnsOf("val_loss"));
    }

    [Fact]
    public void Epochs_know_what_they_improved()
    {
        Sequential model = new([new Dense(1)]);
        model.Compile("sgd", "mse", ["mae"]);
        double[] losses = [2, 3, 1, 1, double.NaN, 0.5];
        int next = 0;
        LambdaCallback put = new() { EpochEnd = (_, logs) => (logs["loss"], logs["extra"]) = (losses[next], losses[next++]) };
        EpochLog[] epochs = model.Train(TrainingFixtures.Numbered(4), new FitOptions { Epochs = 6, Callbacks = [put] });
        Assert.Equal([false, false, true, false, false, true], epochs.Select(epoch => epoch.IsImproved("LOSS")));
        Assert.DoesNotContain(epochs, epoch => epoch.IsImproved("extra") || epoch.IsImproved("learning_rate"));
        Assert.Equal([false, false, false, false, false, true], epochs.Select(epoch => epoch.IsBest));
        Assert.All(epochs, epoch => Assert.Same(model.History, epoch.History));
    }
}
