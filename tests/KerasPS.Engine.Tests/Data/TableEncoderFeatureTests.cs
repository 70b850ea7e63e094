namespace KerasPS.Tests.Data;

public class TableEncoderFeatureTests
{
    private static readonly Table Pixels = TableOf("p_0,p_1,q_0,label,w", [1, 2, 3, 0, 0.5], [4, 5, 6, 1, 2]);

    private static string[] FeaturesOf(params string[] feature) =>
        [.. TableEncoder.Encode(Pixels, new TableOptions { Feature = feature, Label = ["label"], Weight = "w" }).FeatureName];

    [Fact]
    public void Features_are_all_columns_but_labels_and_weights()
    {
        Dataset data = TableEncoder.Encode(Pixels, new TableOptions { Label = ["label"], Weight = "W" });
        Assert.Equal(["p_0", "p_1", "q_0"], data.FeatureName);
        Assert.Equal([1, 2, 3, 4, 5, 6], data.Features);
        Assert.Equal([3], data.FeatureShape);
        Assert.Equal([0, 1], data.Labels!);
        Assert.Equal(["label"], data.LabelName);
        Assert.Equal([0.5f, 2], data.SampleWeights!);
    }

    [Fact]
    public void Wildcards_select_in_the_order_given_and_never_a_label()
    {
        Assert.Equal(["q_0", "p_0", "p_1"], FeaturesOf("q*", "P_?"));
        Assert.Equal(["p_1", "p_0", "q_0"], FeaturesOf("p_1", "[p-q]_[01]"));
        Assert.Equal(["p_0", "p_1", "q_0"], FeaturesOf("*"));
        Assert.Equal(["p_0", "q_0"], FeaturesOf("[!pq]_0"));
    }

    [Fact]
    public void A_name_that_looks_like_a_wildcard_is_the_column_of_that_name()
    {
        Table table = TableOf("x[0],x0,x*,x1", [1, 2, 3, 4]);
        Assert.Equal([1], TableEncoder.Encode(table, new TableOptions { Feature = ["x[0]"] }).Features);
        Assert.Equal([3], TableEncoder.Encode(table, new TableOptions { Feature = ["x*"] }).Features);
        Assert.Equal([1], TableEncoder.Encode(table, new TableOptions { Feature = ["x`[*"] }).Features);
        Assert.Equal([2, 4], TableEncoder.Encode(table, new TableOptions { Feature = ["x[01]"] }).Features);
    }

    [Fact]
    public void Unknown_columns_and_patterns_are_errors()
    {
        ThrowsError("ColumnNotFound", () => FeaturesOf("p_7"), "'p_7'", "Did you mean 'p_0'");
        ThrowsError("ColumnNotFound", () => FeaturesOf("z*"), "'z*'");
        ThrowsError("ColumnNotFound", () => FeaturesOf("lab*"), "'lab*'");
        ThrowsError("InvalidPattern", () => FeaturesOf("[z-a]"), "'[z-a]'");
        ThrowsError("ColumnNotFound", () => TableEncoder.Encode(Pixels, new TableOptions { Label = ["lebel"] }), "Did you mean 'label'?");
        ThrowsError("ColumnNotFound", () => TableEncoder.Encode(Pixels, new TableOptions { Weight = "weight" }), "'weight'");
    }

    [Fact]
    public void A_column_has_one_use()
    {
        ThrowsError("ColumnUsedTwice", () => FeaturesOf("p_0", "label"), "'label'");
        ThrowsError("NoFeature", () => TableEncoder.Encode(TableOf("y", [1]), new TableOptions { Label = ["y"] }), "y");
    }

    [Fact]
    public void No_rows_are_an_error() =>
        ThrowsError("EmptyDataset", () => TableEncoder.Encode(new Table(["a"]) { Name = "none.csv" }, new TableOptions()), "none.csv");

    [Theory]
    [InlineData("abc", "'abc'")]
    [InlineData("1,5", "'1,5'")]
    [InlineData("", "empty")]
    [InlineData(null, "empty")]
    [InlineData("NaN", "'NaN'")]
    [InlineData("1e39", "'1e39'")]
    [InlineData(1e39, "'1E+39'")]
    public void A_feature_that_is_no_number_is_an_error_naming_row_column_and_value(object? cell, string shown) => InGerman(() =>
    {
        Table table = TableOf("a,b", [1, 2], [3, 4], [5, cell]);
        ThrowsError("NotANumber", () => TableEncoder.Encode(table, new TableOptions()), "row 3, column 'b'", shown);
    });

    [Fact]
    public void A_weight_that_is_no_number_is_an_error() =>
        ThrowsError("NotANumber", () => TableEncoder.Encode(TableOf("a,w", [1, "heavy"]), new TableOptions { Weight = "w" }), "row 1, column 'w'", "'heavy'");

    [Fact]
    public void The_row_of_an_error_is_right_far_down()
    {
        Table table = new(["a"]);
        for (int i = 1; i <= 1000; i++)
            table.AppendCells([i == 777 ? "oops" : i]);
        ThrowsError("NotANumber", () => TableEncoder.Encode(table, new TableOptions()), "row 777, column 'a': 'oops'");
    }

    [Fact]
    public void Features_take_a_shape_and_a_scale()
    {
        Table table = TableOf("a,b,c,d", [0, 51, 102, 255], [255, 0, 0, 0]);
        Dataset data = TableEncoder.Encode(table, new TableOptions { Shape = [2, 2, 1], Scale = 1 / 255f });
        Assert.Equal([2, 2, 1], data.FeatureShape);
        Assert.Equal([0, 0.2f, 0.4f, 1, 1, 0, 0, 0], data.Features, (x, y) => Math.Abs(x - y) < 1e-6f);
        ThrowsError("ShapeMismatch", () => TableEncoder.Encode(table, new TableOptions { Shape = [3, 2] }), "(3, 2)", "4 values");
        ThrowsError("ShapeMismatch", () => TableEncoder.Encode(table, new TableOptions { Shape = [-2, -2] }), "(-2, -2)");
        ThrowsError("InvalidScale", () => TableEncoder.Encode(table, new TableOptions { Scale = float.NaN }), "NaN");
    }

    [Fact]
    public void Bools_are_one_and_zero_as_features() =>
        Assert.Equal([1, 0, 1], TableEncoder.Encode(TableOf("a", [true], ["False"], ["true"]), new TableOptions()).Features);

    [Fact]
    public void Categories_become_features_in_ordinal_order_and_are_not_scaled()
    {
        Table table = TableOf("color,size,y", ["red", 2, 0], ["Blue", 4, 1], ["red", 6, 0]);
        Dataset data = TableEncoder.Encode(table, new TableOptions { Label = ["y"], CategoricalFeature = ["col*"], Scale = 0.5f });
        Assert.Equal(["color=Blue", "color=red", "size"], data.FeatureName);
        Assert.Equal([0, 1, 1, 1, 0, 2, 0, 1, 3], data.Features);
    }

    [Fact]
    public void A_column_named_as_categorical_only_follows_the_features()
    {
        Table table = TableOf("color,size,other", ["red", 2, "x"]);
        Dataset data = TableEncoder.Encode(table, new TableOptions { Feature = ["size"], CategoricalFeature = ["color"] });
        Assert.Equal(["size", "color=red"], data.FeatureName);
    }

    [Fact]
    public void An_empty_category_is_an_error()
    {
        TableOptions options = new() { CategoricalFeature = ["color"] };
        ThrowsError("EmptyCell", () => TableEncoder.Encode(TableOf("color", ["red"], [null]), options), "row 2, column 'color'");
        ThrowsError("EmptyCell", () => TableEncoder.Encode(TableOf("color", [" "]), options), "row 1, column 'color'");
    }
}
