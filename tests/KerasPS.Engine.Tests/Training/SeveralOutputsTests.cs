using System.Collections;

namespace KerasPS.Tests.Training;

public class SeveralOutputsTests
{
    private static readonly Dataset Data = new(
        [new DataArray([1, 2, 3], [1])],
        [new DataArray([1, 1, 1], [1], "a"), new DataArray([0, 0, 0], [1], "b")]);

    [Fact]
    public void The_loss_is_the_weighted_sum_of_the_outputs_losses_which_are_reported_unweighted()
    {
        Functional model = Ones();
        model.Compile("sgd", "mse", lossWeights: new[] { 0.5, 2 });
        IReadOnlyDictionary<string, double> results = model.Evaluate(Data).ToDictionary();

        // Both outputs are x: the means of (x - 1)² and of x² over 1, 2, 3.
        Assert.Equal(5 / 3.0, results["a_loss"], 5);
        Assert.Equal(14 / 3.0, results["b_loss"], 5);
        Assert.Equal((0.5 * 5 / 3) + (2 * 14 / 3.0), results["loss"], 5);
    }

    [Fact]
    public void The_losses_of_the_outputs_count_a_smaller_batch_less()
    {
        Functional model = Ones();
        model.Compile("sgd", "mse");
        IReadOnlyDictionary<string, double> results = model.Evaluate(Data, new FitOptions { BatchSize = 2 }).ToDictionary();
        Assert.Equal(5 / 3.0, results["a_loss"], 5);
        Assert.Equal(14 / 3.0, results["b_loss"], 5);
        Assert.Equal(19 / 3.0, results["loss"], 5);
    }

    [Fact]
    public void One_weight_a_sample_is_for_all_outputs_and_changes_weighted_metrics_alone()
    {
        Functional model = Ones();
        model.Compile("sgd", "mse", [new[] { "mae" }, new[] { "mae" }], [new[] { "mae" }, new[] { "mae" }]);
        IReadOnlyDictionary<string, double> results = model.Evaluate(new Dataset(Data.Inputs, Data.Targets, [4, 0, 2])).ToDictionary();

        // The errors are 0, 1, 2 and 1, 2, 3.
        Assert.Equal(2 * 4 / 3.0, results["a_loss"], 5);
        Assert.Equal(((4 * 1) + (2 * 9)) / 3.0, results["b_loss"], 5);
        Assert.Equal([1, 2], [results["a_mae"], results["b_mae"]]);
        Assert.Equal(2 * 2 / 6.0, results["a_weighted_mae"], 5);
        Assert.Equal((4 + (2 * 3)) / 6.0, results["b_weighted_mae"], 5);
    }

    [Fact]
    public void Names_are_Keras_s()
    {
        Functional model = Ones();
        model.Compile(
            "sgd",
            new Hashtable { ["a"] = "mse", ["b"] = "mae" },
            [new Hashtable { ["a"] = new object[] { "mae", "mse" }, ["b"] = "mae" }],
            [new Hashtable { ["b"] = "mae" }]);
        Assert.Equal(
            ["loss", "a_loss", "b_loss", "a_mae", "a_mse", "b_mae", "b_weighted_mae"],
            model.Evaluate(Data).Select(result => result.Key));

        EpochLog log = model.Fit(Data, new FitOptions { ValidationData = Data }).Single();
        Assert.Equal(
            ["a_loss", "a_mae", "a_mse", "b_loss", "b_mae", "b_weighted_mae", "loss"],
            log.Items.Select(item => item.Key).Skip(1).Take(7));
        Assert.NotNull(log["val_b_weighted_mae"]);
    }

    [Fact]
    public void Losses_and_metrics_can_be_lists_in_the_order_of_the_outputs()
    {
        Functional model = Ones();
        model.Compile("sgd", new[] { "mse", "mae" }, [new[] { "mae" }, new[] { "mse" }]);
        Assert.Equal(["loss", "a_loss", "b_loss", "a_mae", "b_mse"], model.Evaluate(Data).Select(result => result.Key));
    }

    [Fact]
    public void An_output_without_a_loss_needs_no_labels()
    {
        Functional model = Ones();
        model.Compile("sgd", new object?[] { "mse", null });
        Dataset data = new([new DataArray([1, 2, 3], [1])], [new DataArray([1, 1, 1], [1], "a")]);
        Assert.Equal(["loss"], model.Evaluate(data).Select(result => result.Key));
        Assert.Equal(2, model.Predict(data).Outputs.Count);
    }

    [Fact]
    public void Arrays_are_matched_by_name_or_else_by_order()
    {
        Functional model = Ones();
        model.Compile("sgd", "mse");
        Dataset swapped = new([new DataArray([1, 2, 3], [1])], [Data.Targets[1], Data.Targets[0]]);
        Dataset unnamed = new([new DataArray([1, 2, 3], [1])], [new DataArray([1, 1, 1], [1]), new DataArray([0, 0, 0], [1])]);
        Assert.Equal(model.Evaluate(Data), model.Evaluate(swapped));
        Assert.Equal(model.Evaluate(Data), model.Evaluate(unnamed));
    }

    [Fact]
    public void What_does_not_fit_the_outputs_is_refused()
    {
        Functional model = Ones();
        ThrowsError("UnknownName", () => model.Compile("sgd", new Hashtable { ["a"] = "mse", ["bb"] = "mse" }), "no output 'bb'", "'b'");
        ThrowsError("InvalidValue", () => model.Compile("sgd", new Hashtable { ["a"] = "mse" }), "nothing for 'b'");
        ThrowsError("InvalidValue", () => model.Compile("sgd", new[] { "mse", "mse", "mse" }), "2 outputs (a, b)", "3 entries");
        ThrowsError("InvalidValue", () => model.Compile("sgd", "mse", lossWeights: 0.5), "loss weights");
        model.Compile("sgd", "mse");
        Dataset one = new([1, 2, 3], [1], [1, 2, 3]);
        ThrowsError("OutputsDiffer", () => model.Evaluate(one), "2 outputs (a, b)", "labels for 1");
        ThrowsError("InvalidValue", () => model.Fit(Data, new FitOptions { ClassWeight = new Dictionary<int, double> { [0] = 2 } }), "one output");
    }

    /// <summary>One input, and the outputs a and b, which are equal to it.</summary>
    private static Functional Ones()
    {
        KerasTensor input = KerasTensor.Input([1]);
        return new Functional([input], [Same("a").Call(input), Same("b").Call(input)]);

        static Dense Same(string name) => new(1) { KernelInitializer = "ones", Name = name };
    }
}
