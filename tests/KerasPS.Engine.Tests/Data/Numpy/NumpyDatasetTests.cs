using static KerasPS.Tests.Data.Numpy.NpyFileTests;

namespace KerasPS.Tests.Data.Numpy;

public sealed class NumpyDatasetTests : FolderTest
{
    private static Dataset Load(string name, TableOptions? table = null, params string[] className) =>
        DatasetFile.Load(Golden(name), new DatasetFileOptions { Table = table ?? new(), ClassName = className.Length == 0 ? null : className });

    [Fact]
    public void Usual_names_need_not_be_said()
    {
        Dataset data = Load("mnist-like.npz");
        Assert.Equal("mnist-like.npz", data.Name);
        Assert.Equal([2, 2], data.FeatureShape);
        Assert.Equal(Enumerable.Range(0, 16).Select(i => (float)i), data.Features);
        Assert.Equal([3, 0, 1, 1], data.Labels!);
        Assert.Empty(data.LabelShape);
    }

    [Fact]
    public void Names_and_wildcards_choose_arrays()
    {
        Dataset test = Load("mnist-like.npz", new TableOptions { Feature = ["x_test"], Label = ["y_test"], Shape = [2, 2, 1], Scale = 0.5f });
        Assert.Equal([2, 2, 1], test.FeatureShape);
        Assert.Equal([50, 50.5f, 51, 51.5f, 52, 52.5f, 53, 53.5f], test.Features);
        Assert.Equal([2, 1], test.Labels!);
        Dataset weighted = Load("unnamed.npz", new TableOptions { Feature = ["*_0"], Label = ["arr_1"], Weight = "arr_2" });
        Assert.Equal([1, 0.5f, 0.25f, 2], weighted.SampleWeights!);
        Assert.Equal([3, 0, 1, 1], weighted.Labels!);
        Assert.Null(Load("unnamed.npz", new TableOptions { Feature = ["arr_0"] }).Labels);
        Dataset two = Load("unnamed.npz", new TableOptions { Feature = ["arr_0", "arr_2"], Label = ["arr_1"] });
        Assert.Equal(["arr_0", "arr_2"], two.Inputs.Select(input => input.Name));
        Assert.Equal([1], two.Inputs[1].Shape);
    }

    [Fact]
    public void What_is_left_is_the_features() =>
        Assert.Equal([2, 2], Load("unnamed.npz", new TableOptions { Label = ["arr_1"], Weight = "arr_2" }).FeatureShape);

    [Fact]
    public void Arrays_that_must_be_named_are_listed_with_their_shapes()
    {
        ThrowsError("ArrayNotChosen", () => Load("unnamed.npz"), "3 arrays", "arr_0 (4, 2, 2)", "arr_1 (4,)", "Feature and Label");
        ThrowsError("ArrayNotFound", () => Load("mnist-like.npz", new TableOptions { Feature = ["x_trian"] }), "'x_trian'", "Did you mean 'x_train'");
        ThrowsError("ArrayNotFound", () => Load("mnist-like.npz", new TableOptions { Feature = ["z*"] }), "'z*'", "x_test");
        ThrowsError("ArrayUsedTwice", () => Load("unnamed.npz", new TableOptions { Feature = ["arr_0"], Label = ["arr_0"] }), "'arr_0'");
    }

    [Fact]
    public void Classes_get_names_and_become_vectors()
    {
        Dataset named = Load("mnist-like.npz", null, "cat", "dog", "cow", "hen");
        Assert.Equal(["cat", "dog", "cow", "hen"], named.ClassName);
        Assert.Equal([3, 0, 1, 1], named.Labels!);
        Dataset hot = Load("mnist-like.npz", new TableOptions { OneHot = true });
        Assert.Equal([4], hot.LabelShape);
        Assert.Equal(["0", "1", "2", "3"], hot.ClassName);
        Assert.Equal([0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0], hot.Labels!);
        ThrowsError("UnknownLabel", () => Load("mnist-like.npz", null, "cat", "dog"), "the class 3", "0 to 1", "cat, dog");
        ThrowsError("LabelsAreNotClasses", () => Load("unnamed.npz", new TableOptions { Feature = ["arr_0"], Label = ["arr_2"], OneHot = true }), "0.25");
    }

    [Fact]
    public void A_file_of_one_array_is_features_and_the_labels_are_in_another()
    {
        string labels = Folder.Write("labels.npy", NpyBytes.Create("|u1", "(3, 1)", 2, 0, 1));
        Dataset data = DatasetFile.Load(Golden("version-1.npy"), new DatasetFileOptions { LabelPath = labels });
        Assert.Equal([2], data.FeatureShape);
        Assert.Equal([1], data.LabelShape);
        Assert.Equal([2, 0, 1], data.Labels!);
        Assert.Equal([1], Load("line.npy").FeatureShape);
        ThrowsError("CountMismatch", () => DatasetFile.Load(Golden("version-1.npy"), new DatasetFileOptions { LabelPath = Folder.Write("few.npy", NpyBytes.Create("|u1", "(2,)", 2, 0)) }), "'version-1' holds 3 samples", "'few'", "(2)");
    }

    [Fact]
    public void Features_need_samples_and_their_shape()
    {
        ThrowsError("ShapeMismatch", () => Load("scalar.npy"), "single number");
        ThrowsError("EmptyDataset", () => Load("empty.npy"), "(0, 4)");
        ThrowsError("ShapeMismatch", () => Load("version-1.npy", new TableOptions { Shape = [3] }), "2 values", "(3)");
        ThrowsError("InvalidScale", () => Load("version-1.npy", new TableOptions { Scale = 0 }), "0");
    }
}
