namespace KerasPS.Tests.Training;

/// <summary>What a person who does not know Keras gets wrong first is said before the first epoch, with what fits.</summary>
public class FitAdviceTests
{
    private static readonly string[] TwoClasses = ["no", "yes"];
    private static readonly string[] ThreeClasses = ["ant", "bee", "cow"];

    private static Dataset Of(float[] labels, string[]? classes = null, float[]? features = null) =>
        new(features ?? new float[labels.Length], [1], labels) { ClassName = classes ?? [], FeatureName = ["size"] };

    private static Sequential Model(int units, string activation, object loss, params string[] metrics)
    {
        Sequential model = new([new Dense(units, activation) { Name = "answer" }]);
        model.Compile("sgd", loss, metrics);
        return model;
    }

    private static IReadOnlyList<string> Warnings(Model model, Dataset data)
    {
        RecordingOutput output = new();
        Assert.Single(model.Fit(data, new FitOptions { Output = output }));
        return output.Warnings;
    }

    [Theory]
    [InlineData(1, "sigmoid", "binary_crossentropy")]
    [InlineData(1, "hard_sigmoid", "binary_focal_crossentropy")]
    [InlineData(2, "softmax", "sparse_categorical_crossentropy")]
    [InlineData(1, "tanh", "hinge")]
    public void Nothing_is_said_where_all_fits(int units, string activation, string loss) =>
        Assert.Empty(Warnings(Model(units, activation, loss, "accuracy"), Of([0, 1, 1], TwoClasses)));

    [Fact]
    public void Nothing_is_said_of_amounts_that_can_be_reached()
    {
        Assert.Empty(Warnings(Model(1, "linear", "mse", "mae"), Of([-200, 300, 7.5f])));
        Assert.Empty(Warnings(Model(1, "relu", "mae"), Of([200, 300, 7.5f])));
        Assert.Empty(Warnings(Model(1, "sigmoid", "mse", "accuracy"), Of([0, 1, 1])));
        Assert.Empty(Warnings(Model(2, "linear", new KerasPS.Losses.SparseCategoricalCrossentropy(fromLogits: true)), Of([0, 1, 1], TwoClasses)));
    }

    [Theory]
    [InlineData(1, "linear", "binary_crossentropy", "sigmoid, or a loss with -FromLogits")]
    [InlineData(1, "relu", "binary_crossentropy", "take sigmoid.")]
    [InlineData(2, "linear", "sparse_categorical_crossentropy", "softmax, or a loss with -FromLogits")]
    [InlineData(2, "tanh", "sparse_categorical_crossentropy", "take softmax.")]
    public void Outputs_that_are_no_probabilities_are_said_to_be_none(int units, string activation, string loss, string advice)
    {
        string said = Assert.Single(Warnings(Model(units, activation, loss), Of([0, 1, 1], TwoClasses)));
        Assert.StartsWith($"The activation {activation} of the last layer 'answer'", said);
        Assert.EndsWith(advice, said.TrimEnd('.') + (advice.EndsWith('.') ? "." : ""));
    }

    [Fact]
    public void Probabilities_for_a_loss_of_logits_are_said_to_be_that() =>
        Assert.Contains("leave out -FromLogits", Assert.Single(Warnings(Model(1, "sigmoid", new KerasPS.Losses.BinaryCrossentropy(fromLogits: true)), Of([0, 1, 1], TwoClasses))));

    [Fact]
    public void A_softmax_of_one_unit_is_said_to_be_constant() =>
        Assert.Contains("1 for every sample", Assert.Single(Warnings(Model(1, "softmax", "mse"), Of([0, 1, 1]))));

    [Fact]
    public void Labels_beyond_what_the_activation_gives_are_said_with_both_ranges()
    {
        string said = Assert.Single(Warnings(Model(1, "sigmoid", "mse"), Of([20, 300, 7.5f])));
        Assert.Contains("from 0 to 1", said);
        Assert.Contains("from 7.5 to 300", said);
        Assert.Contains("(from -3 to 2)", Assert.Single(Warnings(Model(1, "relu", "mae"), Of([2, -3, 1]))));
    }

    [Fact]
    public void Classes_that_are_taken_for_amounts_are_said_to_be_with_what_fits()
    {
        string said = Assert.Single(Warnings(Model(1, "linear", "mse"), Of([0, 1, 2], ThreeClasses)));
        Assert.Contains("ant, bee, cow", said);
        Assert.Contains("3 units with the activation softmax and the loss sparse_categorical_crossentropy", said);
    }

    [Fact]
    public void Accuracy_of_amounts_is_said_to_tell_little() =>
        Assert.Contains("mean_absolute_error", Assert.Single(Warnings(Model(1, "linear", "mse", "accuracy"), Of([20, 300, 7.5f]))));

    [Fact]
    public void Large_features_are_named_unless_something_brings_them_to_one_scale()
    {
        Dataset data = Of([0, 1, 1], TwoClasses, [-3000, 20, 1]);
        string said = Assert.Single(Warnings(Model(1, "sigmoid", "binary_crossentropy"), data));
        Assert.Contains("size to 3000", said);
        Assert.Contains("New-NormalizationLayer", said);
        Sequential scaled = new([new BatchNormalization(), new Dense(1, "sigmoid")]);
        scaled.Compile("sgd", "binary_crossentropy");
        Assert.Empty(Warnings(scaled, data));
    }

    [Fact]
    public void A_model_within_the_model_is_looked_into()
    {
        Sequential model = new([new Sequential([new Dense(1) { Name = "inner" }])]);
        model.Compile("sgd", "binary_crossentropy");
        Assert.Contains("'inner'", Assert.Single(Warnings(model, Of([0, 1, 1], TwoClasses))));
    }

    [Fact]
    public void Labels_that_a_loss_cannot_take_are_refused_with_what_fits()
    {
        ThrowsError("LabelOutOfRange", () => Model(1, "sigmoid", "binary_crossentropy").Fit(Of([0, 1, 2], ThreeClasses)), "Row 3", "label 2 (cow)", "ant, bee, cow", "3 units", "softmax", "sparse_categorical_crossentropy");
        ThrowsError("LabelOutOfRange", () => Model(1, "sigmoid", "binary_crossentropy").Fit(Of([0.5f, 117.25f])), "Row 2", "117.25", "1 unit without an activation", "mean_squared_error");
        ThrowsError("LabelOutOfRange", () => Model(2, "softmax", "sparse_categorical_crossentropy").Fit(Of([0, 1, 2], ThreeClasses)), "from 0 to 1", "3 units");
        ThrowsError("ShapeMismatch", () => Model(2, "softmax", "binary_crossentropy").Fit(Of([0, 1], TwoClasses)), "no, yes", "1 unit with the activation sigmoid", "2 units with the activation softmax");
        ThrowsError("ShapeMismatch", () => Model(3, "softmax", "categorical_crossentropy").Fit(Of([0, 1, 2])), "If the labels are classes", "3 units", "if they are amounts");
        Dataset vectors = new(new float[2], [1], [1, 0, 0, 1], [2]) { ClassName = TwoClasses };
        ThrowsError("ShapeMismatch", () => Model(2, "softmax", "sparse_categorical_crossentropy").Fit(vectors), "vectors", "categorical_crossentropy");
    }

    [Fact]
    public void Fractions_are_labels_of_a_binary_crossentropy() =>
        Assert.Empty(Warnings(Model(1, "sigmoid", "binary_crossentropy"), Of([0.25f, 1, 0])));
}
