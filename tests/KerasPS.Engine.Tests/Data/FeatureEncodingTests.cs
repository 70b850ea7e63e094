namespace KerasPS.Tests.Data;

public class FeatureEncodingTests
{
    private static readonly Dataset Train = TableEncoder.Encode(
        TableOf("size,color,code,y", [2, "red", 1, "no"], [4, "blue", 2, "yes"]),
        new TableOptions { Label = ["y"], CategoricalFeature = ["color", "code"], Scale = 0.5f, Shape = [5, 1] });

    private static float[] Encode(string names, params object?[][] rows) => Train.FeatureEncoding!.Encode(TableOf(names, rows));

    [Fact]
    public void New_rows_are_encoded_as_the_training_data_was()
    {
        Assert.Equal(["size", "color=blue", "color=red", "code=1", "code=2"], Train.FeatureEncoding!.FeatureName);
        Assert.Equal([3, 0, 1, 0, 1], Encode("size,color,code", [6, "red", "2"]));
    }

    [Fact]
    public void Columns_may_come_in_another_order_with_others_between_and_numbers_in_another_spelling() =>
        Assert.Equal([3, 1, 0, 1, 0], Encode("Code,id,COLOR,size", ["1.0", "x7", "blue", 6]));

    [Fact]
    public void No_rows_give_no_features() => Assert.Empty(Encode("size,color,code"));

    [Fact]
    public void What_does_not_fit_is_an_error()
    {
        ThrowsError("ColumnNotFound", () => Encode("size,colour,code", [6, "red", 1]), "'color'", "Did you mean 'colour'?");
        ThrowsError("UnknownCategory", () => Encode("size,color,code", [6, "red", 1], [6, "rad", 1]), "row 2, column 'color'", "'rad'", "Did you mean 'red'?");
        ThrowsError("NotANumber", () => Encode("size,color,code", ["big", "red", 1]), "row 1, column 'size'", "'big'");
        ThrowsError("EmptyCell", () => Encode("size,color,code", [6, "", 1]), "row 1, column 'color'");
    }

    [Fact]
    public void It_travels_through_selection_and_splitting_and_encodes_a_validation_set()
    {
        Assert.Same(Train.FeatureEncoding, Train.Select([1]).FeatureEncoding);
        Dataset validation = TableEncoder.Encode(
            TableOf("size,color,code,y", [8, "red", 2, "yes"]), new TableOptions { Label = ["y"] }, Train.ClassName, Train.FeatureEncoding);
        Assert.Equal([4, 0, 1, 0, 1], validation.Features);
        Assert.Equal([5, 1], validation.FeatureShape);
        Assert.Equal([1], validation.Labels!);
    }

    [Fact]
    public void It_can_be_made_again_of_its_parts()
    {
        FeatureEncoding original = Train.FeatureEncoding!;
        FeatureEncoding copy = new(original.Columns.Select(column => new FeatureColumn(column.Name, column.Category)).ToArray(), original.Shape, original.Scale);
        Assert.Equal(original.FeatureName, copy.FeatureName);
        Assert.Equal([3, 0, 1, 0, 1], copy.Encode(TableOf("size,color,code", [6, "red", "2"])));
    }
}
