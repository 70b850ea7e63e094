using KerasPS.Losses;

namespace KerasPS.Tests.Configuration;

public class ConfigValueTests
{
    [Fact]
    public void Numbers_take_the_type_of_the_argument()
    {
        Assert.Equal(3, Convert<int>(3L));
        Assert.Equal(3, Convert<int>(3.0));
        Assert.Equal(3, Convert<int?>(3L));
        Assert.Equal(3.0, Convert<double>(3));
        Assert.Equal(0.5, Convert<double?>(0.5f));
        Assert.Equal(0.1, Convert<double>(0.1m));
        Assert.True(Convert<bool>("True"));
        Assert.Null(ConfigValue.Convert(null, typeof(int?), "x"));
        Assert.Null(ConfigValue.Convert(null, typeof(string), "x"));
    }

    [Fact]
    public void Texts_are_numbers_in_invariant_spelling() => InGerman(() => Assert.Equal(0.5, Convert<double>("0.5")));

    [Theory]
    [InlineData("sum_over_batch_size")]
    [InlineData("SumOverBatchSize")]
    [InlineData("sumoverbatchsize")]
    public void Choices_are_found_in_every_spelling(string name) => Assert.Equal(LossReduction.SumOverBatchSize, Convert<LossReduction>(name));

    [Fact]
    public void Lists_take_the_type_of_their_items_and_one_item_is_a_list()
    {
        Assert.Equal([1L, 2L], Convert<long[]>(new object[] { 1, "2" }));
        Assert.Equal([3L], Convert<long[]>(3));
        Assert.Equal([0.5f, 1f], Convert<float[]>(new List<double> { 0.5, 1 }));
        Assert.Equal([12L], Convert<long[]>("12"));
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("\"3\"", 3)]
    public void Json_is_read_by_its_kind(string json, int expected) => Assert.Equal(expected, Convert<int>(JsonDocument.Parse(json).RootElement));

    [Fact]
    public void Json_lists_and_objects_nest()
    {
        Assert.Equal([1L, 2L], Convert<long[]>(JsonDocument.Parse("[1, 2]").RootElement));
        JsonElement dense = JsonDocument.Parse("""{"class_name": "Dense", "config": {"units": 2, "use_bias": false, "activation": "tanh", "name": null}}""").RootElement;
        Dense made = Assert.IsType<Dense>(ConfigValue.Convert(dense, typeof(Layer), "x"));
        Assert.Equal((2, false, "tanh", null), (made.Units, made.UseBias, made.Activation.Name, made.Name));
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_where_and_what()
    {
        ThrowsError("InvalidValue", () => Convert<int>("x"), "Some place", "'x'", "Int32");
        ThrowsError("InvalidValue", () => Convert<int>(1e12), "Some place");
        ThrowsError("InvalidValue", () => Convert<long[]>(new object[] { 1, "x" }), "Some place", "'x'");
        ThrowsError("InvalidValue", () => Convert<bool>(new object()), "Some place");
        ThrowsError("UnknownName", () => Convert<Padding>("sane"), "Some place", "'sane'", "Did you mean 'same'? Known: valid, same.");
    }

    [Fact]
    public void Null_is_no_number() => ThrowsError("InvalidValue", () => Convert<int>(null), "Some place");

    [Theory]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_fraction_is_no_whole_number(double value)
    {
        ThrowsError("InvalidValue", () => Convert<int>(value), "Some place");
        ThrowsError("InvalidValue", () => Convert<long[]>(new[] { value }), "Some place");
    }

    private static T Convert<T>(object? value) => (T)ConfigValue.Convert(value, typeof(T), "Some place")!;
}
