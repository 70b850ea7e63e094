using KerasPS.Charts;
using KerasPS.Reports;
using KerasPS.Tests.Training;

namespace KerasPS.Tests.Reports;

public class ConfusionMatrixTests
{
    private static readonly TextStyle Ascii = new(IsUnicode: false, HasColor: false);

    /// <summary>The example of scikit-learn's classification_report: the numbers of its documentation.</summary>
    [Fact]
    public void Scores_are_scikit_learns()
    {
        ConfusionMatrix matrix = new(["class 0", "class 1", "class 2"], new[] { 0, 1, 2, 2, 2 }.Zip([0, 0, 2, 2, 1]));
        (string, double?, double?, double, long)[] expected =
        [
            ("class 0", 0.50, 1.00, 0.67, 1),
            ("class 1", 0.00, 0.00, 0.00, 1),
            ("class 2", 1.00, 0.67, 0.80, 3),
            ("accuracy", null, null, 0.60, 5),
            ("macro average", 0.50, 0.56, 0.49, 5),
            ("weighted average", 0.70, 0.60, 0.61, 5),
        ];
        Assert.Equal(expected, matrix.Scores().Select(score => (score.Class, Rounded(score.Precision), Rounded(score.Recall), Math.Round(score.F1, 2), score.Support)));
        Assert.Empty(matrix.Notes());
    }

    /// <summary>The examples of scikit-learn's confusion_matrix.</summary>
    [Fact]
    public void Counts_are_scikit_learns()
    {
        string[] labels = ["cat", "ant", "cat", "cat", "ant", "bird"];
        string[] predictions = ["ant", "ant", "cat", "cat", "ant", "cat"];
        ConfusionMatrix matrix = ConfusionMatrix.Of(labels.Zip(predictions).ToArray());
        Assert.Equal(["ant", "bird", "cat"], matrix.ClassName);
        Assert.Equal([[2, 0, 0], [0, 0, 1], [1, 0, 2]], Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 3).Select(j => matrix[i, j]).ToArray()));
        Assert.Equal("No sample was predicted as 'bird': the precision is shown as 0.", Assert.Single(matrix.Notes()));
    }

    [Fact]
    public void Classes_that_never_occur_have_zeros_and_a_note()
    {
        ConfusionMatrix matrix = ConfusionMatrix.Of([("a", "a"), ("a", "b")], ["c", "b", "a"]);
        Assert.Equal(["c", "b", "a"], matrix.ClassName);
        Assert.All(matrix.Scores().Take(2), score => Assert.Equal((0, 0, 0, 0), (score.Precision!.Value, score.Recall!.Value, score.F1, score.Support)));
        Assert.Equal(0.5, matrix.Scores().Single(score => score.Kind == ScoreKind.WeightedAverage).Recall);
        Assert.Equal(
            ["No sample was predicted as 'c': the precision is shown as 0.", "No sample is of the class 'c', 'b': the recall is shown as 0."],
            matrix.Notes());
    }

    [Fact]
    public void Numbers_are_ordered_by_their_size()
    {
        Assert.Equal(["2", "10"], ConfusionMatrix.Of([("10", "2")]).ClassName);
    }

    [Fact]
    public void What_is_none_of_the_classes_is_an_error()
    {
        KerasException exception = Assert.Throws<KerasException>(() => ConfusionMatrix.Of([("spam", "hamm")], ["spam", "ham"]));
        Assert.Equal("UnknownClass", exception.ErrorId);
        Assert.Contains("Did you mean 'ham'", exception.Message, StringComparison.Ordinal);
        Assert.Equal("NoPredictions", Assert.Throws<KerasException>(() => ConfusionMatrix.Of([])).ErrorId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_model_is_asked_for_the_likeliest_class(bool isOneHot)
    {
        Sequential model = new([new Identity()], [3]);
        model.Compile("sgd", isOneHot ? "categorical_crossentropy" : "sparse_categorical_crossentropy");
        float[] outputs = [0.8f, 0.1f, 0.1f, 0.2f, 0.5f, 0.3f, 0.4f, 0.3f, 0.3f, 0.1f, 0.1f, 0.8f];
        float[] labels = isOneHot ? [1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1] : [0, 1, 1, 2];
        ConfusionMatrix matrix = ConfusionMatrix.Of(model, new Dataset(outputs, [3], labels, isOneHot ? [3] : []));
        Assert.Equal(["0", "1", "2"], matrix.ClassName);
        Assert.Equal([[1, 0, 0], [1, 1, 0], [0, 0, 1]], Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 3).Select(j => matrix[i, j]).ToArray()));
    }

    [Fact]
    public void One_output_is_no_or_yes()
    {
        Sequential model = new([new Identity()], [1]);
        model.Compile("sgd", "binary_crossentropy");
        ConfusionMatrix matrix = ConfusionMatrix.Of(model, new Dataset([0.1f, 0.9f, 0.6f], [1], [0, 1, 0], [1]));
        Assert.Equal((1, 1, 0, 1), (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]));
    }

    [Fact]
    public void Models_and_data_without_classes_are_refused()
    {
        Dataset data = TrainingFixtures.Numbered(4);
        Sequential regression = new([new Dense(1)], [1]);
        Assert.Equal("NotAClassifier", Assert.Throws<KerasException>(() => ConfusionMatrix.Of(regression, data)).ErrorId);
        regression.Compile("sgd", "mse");
        Assert.Equal("NotAClassifier", Assert.Throws<KerasException>(() => ConfusionMatrix.Of(regression, data)).ErrorId);
        Assert.Equal("UnknownName", Assert.Throws<KerasException>(() => ConfusionMatrix.Of(regression, data, "outptu")).ErrorId);
        regression.Compile("sgd", "binary_crossentropy");
        Dataset fractions = new(new float[2], [1], [0.5f, 1], [1]);
        Assert.Equal("LabelsAreNotClasses", Assert.Throws<KerasException>(() => ConfusionMatrix.Of(regression, fractions)).ErrorId);
        Assert.Equal("LabelOutOfRange", Assert.Throws<KerasException>(() => ConfusionMatrix.Of(regression, new Dataset([1], [1], [2], [1]))).ErrorId);
        regression.Compile("sgd", "crossentropy");
        Assert.Equal("UnknownClass", Assert.Throws<KerasException>(() => ConfusionMatrix.Of(regression, new Dataset([1], [1], [2], [1]))).ErrorId);
    }

    [Fact]
    public void The_text_has_a_row_for_each_class_with_shares_of_the_row()
    {
        ConfusionMatrix matrix = ConfusionMatrix.Of([("ant", "ant"), ("ant", "ant"), ("ant", "bee"), ("bee", "bee")]);
        Assert.Equal(
            [
                "is \\ predicted     ant     bee  samples",
                "--------------  ------  ------  -------",
                "ant             2  67%  1  33%        3",
                "bee             0   0%  1 100%        1",
            ],
            ConfusionText.Draw(matrix, Ascii, 80));
    }

    [Fact]
    public void What_is_too_wide_is_numbered_and_then_without_shares()
    {
        string[] names = Enumerable.Range(0, 8).Select(i => $"a rather long name {i}").ToArray();
        ConfusionMatrix matrix = ConfusionMatrix.Of(names.Select(name => (name, name)).ToArray());
        IReadOnlyList<string> numbered = ConfusionText.Draw(matrix, Ascii, 120);
        Assert.Matches(@"^is \\ predicted +\[1\] +\[2\]", numbered[0]);
        Assert.StartsWith("[8] a rather long nam~", numbered[^1], StringComparison.Ordinal);
        Assert.Contains('%', numbered[2]);
        IReadOnlyList<string> bare = ConfusionText.Draw(matrix, Ascii, 80);
        Assert.DoesNotContain('%', string.Concat(bare));
        Assert.All(bare, line => Assert.True(line.Length <= 80));
    }

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 2) : null;
}
