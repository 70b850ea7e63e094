namespace KerasPS.Tests.Saving;

public sealed class WeightsFileTests : FolderTest
{
    private string Target => Folder.PathOf("a.safetensors");

    [Fact]
    public void Weights_and_statistics_go_into_a_model_of_the_same_layers()
    {
        Sequential model = Make(3);
        _ = Compiled(model).Fit(TinyTraining.Data, TinyTraining.Options(2)).Count();
        WeightsFile.Save(model, Target);
        Sequential other = Make(3);
        WeightsFile.Load(other, Target);
        Assert.Equal(model.Weights(), other.Weights());
    }

    [Fact]
    public void One_error_names_all_differences_and_nothing_changes()
    {
        WeightsFile.Save(Make(3), Target);
        Sequential other = new([new BatchNormalization(), new Dense(4), new Dense(1) { Name = "out" }], [2], "other");
        other.Build([2], seed: 2);
        float[] before = other.Weights();
        KerasException error = Assert.Throws<KerasException>(() => WeightsFile.Load(other, Target));
        Assert.Equal("WeightsMismatch", error.ErrorId);
        Assert.Equal(
            $"'{Target}' cannot be loaded. The arrays do not fit the model 'other': 'out/kernel' (4, 1) is missing; 'out/bias' (1,) is missing; 'dense/kernel' has the shape (2, 3) instead of (2, 4); "
            + "'dense/bias' has the shape (3,) instead of (4,); 'dense_1/kernel' (3, 1) is unexpected; 'dense_1/bias' (1,) is unexpected.",
            error.Message);
        Assert.Equal(before, other.Weights());
    }

    [Fact]
    public void A_layer_that_was_renamed_is_saved_by_its_new_name()
    {
        Sequential model = Make(3);
        model.Layers[1].Name = "hidden";
        WeightsFile.Save(model, Target);
        Sequential other = new([new BatchNormalization(), new Dense(3) { Name = "hidden" }, new Dense(1) { Name = "dense_1" }], [2]);
        WeightsFile.Load(other, Target);
        Assert.Equal(model.Weights(), other.Weights());
    }

    [Theory]
    [InlineData("a.h5", "ends in one of .safetensors, .weights.h5,")]
    [InlineData("a.bin", "ends in one of .safetensors, .weights.h5,")]
    public void Other_endings_are_refused(string name, string problem)
    {
        Assert.Contains(problem, Assert.Throws<KerasException>(() => WeightsFile.Save(Make(3), Folder.PathOf(name))).Message);
        Assert.Contains(problem, Assert.Throws<KerasException>(() => WeightsFile.Load(Make(3), Folder.PathOf(name))).Message);
    }

    [Fact]
    public void A_missing_file_is_not_found()
    {
        Assert.Equal("FileNotFound", Assert.Throws<KerasException>(() => WeightsFile.Load(Make(3), Target)).ErrorId);
    }

    [Fact]
    public void A_damaged_file_is_named()
    {
        WeightsFile.Save(Make(3), Target);
        byte[] file = File.ReadAllBytes(Target);
        file[^1] ^= 1;
        File.WriteAllBytes(Target, file);
        KerasException error = Assert.Throws<KerasException>(() => WeightsFile.Load(Make(3), Target));
        Assert.Equal("InvalidFile", error.ErrorId);
        Assert.Contains(Target, error.Message);
    }

    [Fact]
    public void A_model_without_weights_cannot_be_saved()
    {
        Assert.Equal("NotBuilt", Assert.Throws<KerasException>(() => WeightsFile.Save(new Sequential([new Dense(1)]), Target)).ErrorId);
    }

    private static Sequential Make(int units) => new([new BatchNormalization(), new Dense(units), new Dense(1)], [2]);

    private static Sequential Compiled(Sequential model)
    {
        model.Compile("adam", "mse");
        return model;
    }
}
