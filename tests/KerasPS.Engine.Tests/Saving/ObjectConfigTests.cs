using KerasPS.Losses;
using KerasPS.Metrics;

namespace KerasPS.Tests.Saving;

public class ObjectConfigTests
{
    [Fact]
    public void What_Keras_knows_only_by_a_name_is_written_as_that()
    {
        Assert.Equal("crossentropy", ObjectConfig.Describe(new Crossentropy()));
        Assert.Equal("accuracy", ObjectConfig.Describe(new AccuracyByShape()));
    }

    [Theory]
    [InlineData(1, "1.0")]
    [InlineData(-0.25, "-0.25")]
    [InlineData(1e-7, "1E-07")]
    [InlineData(double.PositiveInfinity, "1e999")]
    [InlineData(double.NegativeInfinity, "-1e999")]
    [InlineData(double.NaN, "\"NaN\"")]
    public void Numbers_are_written_as_Python_reads_them(double number, string expected)
    {
        JsonSerializerOptions options = new() { Converters = { new PythonNumber() } };
        string json = JsonSerializer.Serialize(number, options);
        Assert.Equal(expected, json);
        if (!double.IsNaN(number))
            Assert.Equal(number, JsonSerializer.Deserialize<double>(json, options));
    }

    [Fact]
    public void An_accuracy_that_was_used_is_written_as_the_form_that_fitted()
    {
        using DisposeScope scope = NewDisposeScope();
        AccuracyByShape accuracy = new() { Name = "hits" };
        accuracy.Update(zeros([2]), ones([2, 3]));
        Dictionary<string, object?> described = Assert.IsType<Dictionary<string, object?>>(ObjectConfig.Describe(accuracy));
        Assert.Equal("SparseCategoricalAccuracy", described["class_name"]);
        Assert.Equal("hits", Assert.IsType<Dictionary<string, object?>>(described["config"])["name"]);
    }
}
