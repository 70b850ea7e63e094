namespace KerasPS.Tests.Data;

public class TableEncoderLabelTests
{
    private static Dataset Encode(IEnumerable<object?> labels, bool oneHot = false, IReadOnlyList<string>? classNames = null)
    {
        Table table = TableOf("x,y", labels.Select(label => new[] { 1, label }).ToArray());
        return TableEncoder.Encode(table, new TableOptions { Label = ["y"], OneHot = oneHot }, classNames);
    }

    [Fact]
    public void Texts_become_class_indices_in_ordinal_order()
    {
        Dataset data = Encode(["virginica", "Zebra", "setosa", "virginica"]);
        Assert.Equal(["Zebra", "setosa", "virginica"], data.ClassName);
        Assert.Equal([2, 0, 1, 2], data.Labels!);
        Assert.Empty(data.LabelShape);
    }

    [Fact]
    public void Numbers_stay_and_name_no_classes()
    {
        Assert.Equal([2, 0, 1], Encode([2, "0", 1.0]).Labels!);
        Assert.Empty(Encode([2, "0", 1.0]).ClassName);
        Assert.Equal([-1.5f, 2.25f], Encode(["-1.5", 2.25]).Labels!);
    }

    [Fact]
    public void Mixed_texts_and_numbers_are_texts_as_they_were_spelled()
    {
        Dataset data = Encode(["1E5", "b", 2, "007"]);
        Assert.Equal(["007", "1E5", "2", "b"], data.ClassName);
        Assert.Equal([1, 3, 2, 0], data.Labels!);
    }

    [Fact]
    public void Bools_are_the_classes_False_and_True()
    {
        Assert.Equal(["False", "True"], Encode([true, false]).ClassName);
        Assert.Equal([1, 0, 1], Encode([true, "false", "TRUE"]).Labels!);
    }

    [Fact]
    public void Classes_become_vectors_where_asked()
    {
        Dataset data = Encode(["b", "a", "b"], oneHot: true);
        Assert.Equal([2], data.LabelShape);
        Assert.Equal([0, 1, 1, 0, 0, 1], data.Labels!);
        Assert.Equal(["a", "b"], data.ClassName);
        Dataset numbered = Encode([2, 0], oneHot: true);
        Assert.Equal([0, 0, 1, 1, 0, 0], numbered.Labels!);
        Assert.Equal(["0", "1", "2"], numbered.ClassName);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0.5)]
    [InlineData(3e9)]
    public void A_number_that_is_no_class_index_has_no_vector(double label) =>
        ThrowsError("NotAClass", () => Encode([0, label], oneHot: true), "row 2, column 'y'", label.ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void A_validation_set_takes_the_classes_of_the_training_set()
    {
        string[] classes = ["a", "b", "c"];
        Assert.Equal([2, 0], Encode(["c", "a"], classNames: classes).Labels!);
        Assert.Equal(classes, Encode(["c"], classNames: classes).ClassName);
        Assert.Equal([0, 0, 1], Encode(["c"], oneHot: true, classNames: classes).Labels!);
        ThrowsError("UnknownLabel", () => Encode(["a", "setosa "], classNames: ["a", "setosa"]), "row 2, column 'y'", "'setosa '", "Did you mean 'setosa'?");
    }

    [Fact]
    public void A_number_is_the_class_of_its_value_however_it_is_written()
    {
        string[] classes = ["1.0", "2.0", "other"];
        Assert.Equal([1, 0, 2], Encode([2, "1", "other"], classNames: classes).Labels!);
        ThrowsError("UnknownLabel", () => Encode([3], classNames: classes), "'3'");
    }

    [Fact]
    public void Several_labels_must_be_numbers()
    {
        Table table = TableOf("x,y,z", [1, 2, 3], [4, 5, 6]);
        Dataset data = TableEncoder.Encode(table, new TableOptions { Label = ["z", "y"] });
        Assert.Equal([2], data.LabelShape);
        Assert.Equal([3, 2, 6, 5], data.Labels!);
        Assert.Equal(["z", "y"], data.LabelName);
        Table texts = TableOf("x,y,z", [1, 2, 3], [4, 5, "six"]);
        ThrowsError("NotANumber", () => TableEncoder.Encode(texts, new TableOptions { Label = ["y", "z"] }), "row 2, column 'z'", "'six'");
        ThrowsError("ClassesNeedOneLabel", () => TableEncoder.Encode(table, new TableOptions { Label = ["y", "z"], OneHot = true }), "y, z");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("1")]
    public void An_empty_label_is_an_error(string other) =>
        ThrowsError("EmptyCell", () => Encode([other, ""]), "row 2, column 'y'", "label");
}
