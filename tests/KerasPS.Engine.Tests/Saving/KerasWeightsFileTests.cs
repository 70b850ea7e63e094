using KerasPS.Hdf5;
using KerasPS.Tests.Hdf5;

namespace KerasPS.Tests.Saving;

public sealed class KerasWeightsFileTests : FolderTest
{
    private string Target => Folder.PathOf("a.weights.h5");

    [Fact]
    public void The_sample_of_Keras_gives_its_predictions()
    {
        Sequential model = new([new Embedding(7, 4), new LSTM(3) { ReturnSequences = true }, new Bidirectional(new GRU(2)), new Dense(1)], [5]);
        WeightsFile.Load(model, RepositoryFiles.PathOf("tests", "goldens", "sample_rnn.weights.h5"));
        Dataset data = new([0, 1, 2, 3, 4, 6, 5, 4, 3, 2, 1, 1, 1, 1, 1], [5], null, null);
        float[] outputs = model.Predict(data).Values;
        float[] expected = [-0.002033744938671589f, -0.0014222180470824242f, 0.005386540666222572f];
        Assert.Equal(expected, outputs, (one, other) => Math.Abs(one - other) <= 1e-6f);
    }

    [Fact]
    public void Weights_statistics_and_the_optimizer_go_on_where_they_were()
    {
        Sequential model = Trained();
        WeightsFile.Save(model, Target);
        Sequential other = Trained();
        _ = other.Fit(TinyTraining.Data, TinyTraining.Options(3)).Count();
        WeightsFile.Load(other, Target, new WeightsOptions { Skipped = message => Assert.Fail(message) });
        Assert.Equal(model.Weights(), other.Weights());
        Assert.Equal(model.Compilation!.Optimizer.Iterations, other.Compilation!.Optimizer.Iterations);
        Assert.Equal(Losses(model), Losses(other));
    }

    [Fact]
    public void Weights_and_the_optimizer_are_taken_from_the_file_of_a_model()
    {
        string file = Path.ChangeExtension(Target, ".keras");
        Sequential model = Trained();
        ModelFile.Save(model, file);
        Sequential other = Trained();
        _ = other.Fit(TinyTraining.Data, TinyTraining.Options(3)).Count();
        WeightsFile.Load(other, file, new WeightsOptions { Skipped = message => Assert.Fail(message) });
        Assert.Equal(model.Weights(), other.Weights());
        Assert.Equal(Losses(model), Losses(other));
    }

    [Fact]
    public void Weights_of_a_damaged_model_change_nothing()
    {
        string file = Path.ChangeExtension(Target, ".keras");
        Sequential model = Trained();
        ModelFile.Save(model, file);
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.AsSpan().IndexOf("HDF"u8) + 120] ^= 1;
        File.WriteAllBytes(file, bytes);
        float[] before = model.Weights();
        Assert.Equal("InvalidFile", Assert.Throws<KerasException>(() => WeightsFile.Load(model, file)).ErrorId);
        Assert.Equal(before, model.Weights());
    }

    [Fact]
    public void Texts_go_with_the_weights()
    {
        WeightsFile.Save(Trained(), Target, new Dictionary<string, string> { ["checkpoint"] = "{\"epoch\":1}" });
        Assert.Equal("{\"epoch\":1}", WeightsFile.ReadMetadata(Target)["checkpoint"]);
        WeightsFile.Load(Make(3), Target);
    }

    [Fact]
    public void Layers_are_found_by_class_and_order_whatever_their_names()
    {
        Sequential model = Trained();
        WeightsFile.Save(model, Target);
        Sequential other = new([new BatchNormalization() { Name = "x" }, new Dense(3) { Name = "dense_1" }, new Dense(1) { Name = "dense" }], [2]);
        WeightsFile.Load(other, Target);
        Assert.Equal(model.Weights(), other.Weights());
    }

    [Fact]
    public void The_state_of_an_optimizer_that_has_none_yet_is_left_with_a_warning()
    {
        WeightsFile.Save(Trained(), Target);
        Sequential other = Make(3);
        other.Compile("adam", "mse");
        List<string> warnings = [];
        WeightsFile.Load(other, Target, new WeightsOptions { Skipped = warnings.Add });
        Assert.Equal("The file has 14 arrays of an optimizer's state, but the optimizer Adam has 2 before it is trained, so its state was left as it is.", Assert.Single(warnings));
        Assert.Equal(0, other.Compilation!.Optimizer.Iterations);
    }

    [Fact]
    public void An_optimizer_of_another_kind_keeps_its_state()
    {
        WeightsFile.Save(Trained(), Target);
        Sequential other = Make(3);
        other.Compile("rmsprop", "mse");
        _ = other.Fit(TinyTraining.Data, TinyTraining.Options(1)).Count();
        List<string> warnings = [];
        WeightsFile.Load(other, Target, new WeightsOptions { Skipped = warnings.Add });
        Assert.Contains("the optimizer RMSprop has 8", Assert.Single(warnings));
        Assert.Equal(3, other.Compilation!.Optimizer.Iterations);
    }

    [Fact]
    public void A_file_without_an_optimizer_says_nothing_of_it()
    {
        Sequential model = Make(3);
        model.Build([2], seed: 5);
        WeightsFile.Save(model, Target);
        Sequential other = Trained();
        WeightsFile.Load(other, Target, new WeightsOptions { Skipped = message => Assert.Fail(message) });
        Assert.Equal(model.Weights(), other.Weights());
        Assert.Equal(6, other.Compilation!.Optimizer.Iterations);
    }

    [Fact]
    public void One_error_names_all_differences_and_nothing_changes()
    {
        WeightsFile.Save(Trained(), Target);
        Sequential other = new([new Dense(4), new Dense(1), new Dense(2)], [2], "other");
        other.Build([2], seed: 2);
        float[] before = other.Weights();
        KerasException error = Assert.Throws<KerasException>(() => WeightsFile.Load(other, Target));
        Assert.Equal("WeightsMismatch", error.ErrorId);
        Assert.Equal(
            $"'{Target}' cannot be loaded. The arrays do not fit the model 'other': '/layers/dense/vars/0' (dense/kernel) has the shape (2, 3) instead of (2, 4); "
            + "'/layers/dense/vars/1' (dense/bias) has the shape (3,) instead of (4,); '/layers/dense_1/vars/0' (dense_1/kernel) has the shape (3, 1) instead of (4, 1); "
            + "'/layers/dense_2/vars/0' (dense_2/kernel) (1, 2) is missing; '/layers/dense_2/vars/1' (dense_2/bias) (2,) is missing; "
            + "'/layers/batch_normalization/vars/0' (2,) is unexpected; '/layers/batch_normalization/vars/1' (2,) is unexpected; "
            + "'/layers/batch_normalization/vars/2' (2,) is unexpected; '/layers/batch_normalization/vars/3' (2,) is unexpected.",
            error.Message);
        Assert.Equal(before, other.Weights());
    }

    [Fact]
    public void Mismatches_can_be_skipped_layer_by_layer()
    {
        Sequential model = Trained();
        WeightsFile.Save(model, Target);
        Sequential other = new([new BatchNormalization(), new Dense(3), new Dense(2), new Dense(1)], [2], "other");
        other.Build([2], seed: 2);
        float[][] before = other.Layers.Select(WeightsOf).ToArray();
        List<string> warnings = [];
        WeightsFile.Load(other, Target, new WeightsOptions { SkipMismatch = true, Skipped = warnings.Add });
        Assert.Equal(WeightsOf(model.Layers[0]), WeightsOf(other.Layers[0]));
        Assert.Equal(WeightsOf(model.Layers[1]), WeightsOf(other.Layers[1]));
        Assert.Equal(before[2..], other.Layers.Skip(2).Select(WeightsOf));
        Assert.Equal(
            [
                "The layer 'dense_1' keeps its weights: '/layers/dense_1/vars/0' (dense_1/kernel) has the shape (3, 1) instead of (3, 2); '/layers/dense_1/vars/1' (dense_1/bias) has the shape (1,) instead of (2,).",
                "The layer 'dense_2' keeps its weights: '/layers/dense_2/vars/0' (dense_2/kernel) (2, 1) is missing; '/layers/dense_2/vars/1' (dense_2/bias) (1,) is missing.",
            ],
            warnings);
    }

    /// <summary>Each bit of a value, of a sum over them and of much else is one that only the checksum guards.</summary>
    [Fact]
    public void A_damaged_file_changes_nothing()
    {
        WeightsFile.Save(Trained(), Target);
        byte[] file = File.ReadAllBytes(Target);
        Sequential other = Make(3);
        other.Build([2], seed: 2);
        float[] before = other.Weights();
        float[] after = Trained().Weights();
        int errors = 0;
        for (int bit = 0; bit < file.Length * 8; bit += 101)
        {
            byte[] changed = [.. file];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(Target, changed);
            try
            {
                WeightsFile.Load(other, Target);
                Assert.Equal(after, other.Weights());
                other = Make(3);
                other.Build([2], seed: 2);
            }
            catch (KerasException exception)
            {
                Assert.Contains(Target, exception.Message);
                Assert.Equal(before, other.Weights());
                errors++;
            }
        }

        Assert.InRange(errors, file.Length * 8 / 101 / 10, file.Length);
    }

    /// <summary>Values go from the tensors' memory to the file and back.</summary>
    [Fact]
    public void Large_weights_are_never_held_twice()
    {
        Sequential model = new([new Dense(2000, useBias: false), new Dense(2000, useBias: false)], [2000]);
        model.Build([2000], seed: 1);
        Variable last = model.Variables[^1];
        float[] before = last.ToArray();
        long memory = GC.GetAllocatedBytesForCurrentThread();
        WeightsFile.Save(model, Target);
        using (TorchSharp.torch.no_grad())
            last.Value.fill_(0);
        WeightsFile.Load(model, Target);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - memory, 0, 2000 * 2000);
        Assert.Equal(before, last.ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(float.NaN)]
    public void A_learning_rate_that_is_none_is_left(float rate)
    {
        Sequential model = Trained();
        Hdf5Group root = new();
        Hdf5Group described = KerasWeights.Describe(model);
        Copy(described, root, rate);
        using MemoryStream stream = new(Hdf5Samples.Write(root));
        Assert.Contains("(learning_rate) is", KerasWeights.ReadOptimizer(model.Compilation!.Optimizer, Hdf5File.Open(stream)));
        Assert.Equal(0.001f, (float)model.LearningRate);
    }

    private static void Copy(Hdf5Group from, Hdf5Group to, float rate)
    {
        foreach ((string name, Hdf5Group group) in from.Groups)
            Copy(group, to.Group(name), rate);
        foreach ((string name, Hdf5Dataset dataset) in from.Datasets)
            to.Add(name == "1" && dataset.Shape.Count == 0 ? Hdf5Samples.Floats(name, [], rate) : dataset);
    }

    private static Sequential Make(int units) => new([new BatchNormalization(), new Dense(units), new Dense(1)], [2]);

    private static Sequential Trained()
    {
        Sequential model = Make(3);
        model.Build([2], seed: 1);
        model.Compile("adam", "mse");
        _ = model.Fit(TinyTraining.Data, TinyTraining.Options(2)).Count();
        return model;
    }

    private static string[] Losses(Sequential model) =>
        model.Fit(TinyTraining.Data, TinyTraining.Options(2)).Select(epoch => $"{epoch["loss"]:R} {epoch["val_loss"]:R}").ToArray();

    private static float[] WeightsOf(Layer layer) => layer.Variables.SelectMany(variable => variable.ToArray()).ToArray();
}
