using KerasPS.Losses;
using KerasPS.Metrics;
using KerasPS.Saving;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Tests.Saving;

public class ObjectConfigTests
{
    [Fact]
    public void What_Keras_knows_only_by_a_name_is_written_as_that()
    {
        Assert.Equal("crossentropy", ObjectConfig.Describe(new Crossentropy()));
        Assert.Equal("accuracy", ObjectConfig.Describe(new AccuracyByShape()));
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
